using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine;

/// <summary>Gives commands what their constructors ask for.</summary>
public sealed class CommandParts : ITypeRegistrar, ITypeResolver, IDisposable
{
    private readonly ServiceCollection _services = [];
    private ServiceProvider? _provider;

    public CommandParts(Terminal terminal, TimeProvider clock)
    {
        _services.AddSingleton(terminal);
        _services.AddSingleton(clock);
    }

    public void Register(Type service, Type implementation) => _services.AddSingleton(service, implementation);

    public void RegisterInstance(Type service, object implementation) =>
        _services.AddSingleton(service, implementation);

    public void RegisterLazy(Type service, Func<object> factory) => _services.AddSingleton(service, _ => factory());

    public ITypeResolver Build()
    {
        _provider = _services.BuildServiceProvider();
        return this;
    }

    public object? Resolve(Type? type) => type is null ? null : _provider!.GetService(type);

    public void Dispose() => _provider?.Dispose();
}
