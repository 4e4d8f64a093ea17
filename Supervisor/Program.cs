return await Understudy.Supervisor.CommandLine.UnderstudyCommandLine.RunAsync(args);
