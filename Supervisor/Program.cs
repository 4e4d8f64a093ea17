using Understudy.Supervisor.Hosting;

return await NodeHost.RunAsync(new NodeOptions());
