using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Api.Input;

namespace Understudy.Supervisor.Api;

/// <summary>What the OpenAPI document says beyond the signatures.</summary>
public static class ApiDocument
{
    public const string Name = "v1";

    private const string Once = "New for every act: the same key is executed once, however often it is sent.";
    private const string EachTime = "It becomes the request's id; the same key sent again is another order.";

    private static readonly (string Path, string Means)[] KeyedPaths =
    [
        ("points/{point}", Once), ("commands/{command}", Once),
        ("driver/restart", EachTime), ("driver/faults", EachTime), ("/state", EachTime), ("/lock", EachTime),
        ("/restore", EachTime),
        ("alarms/{id}/acknowledge", EachTime), ("alarms/{id}/reset", EachTime),
        ("alarms/{id}/shelve", EachTime), ("alarms/{id}/unshelve", EachTime),
    ];

    private static readonly string[] LockedPaths = ["points/{point}", "commands/{command}", "/lock"];

    public static void Describe(OpenApiOptions document)
    {
        document.AddDocumentTransformer((api, _, _) =>
        {
            api.Info.Title = "Understudy";
            api.Info.Description = "Devices by way of their drivers, or of the shadows that stand in for them.";
            return Task.CompletedTask;
        });
        document.AddSchemaTransformer((schema, context, _) =>
        {
            // Ids and status codes are written as one string, which their types don't tell.
            if (IsParsedText(context.JsonTypeInfo.Type))
            {
                schema.Type = JsonSchemaType.String;
                schema.Description = null;
            }
            else if (context.JsonTypeInfo.Type == typeof(PointValue))
            {
                schema.Description = "true, false, a number, a string or an object of such (a structure); "
                    + "{\"real\": \"NaN\" | \"Infinity\" | \"-Infinity\"} for what JSON has no number for.";
            }

            return Task.CompletedTask;
        });
        document.AddOperationTransformer((operation, context, _) =>
        {
            var path = context.Description.RelativePath ?? "";
            var means = Array.Find(KeyedPaths, keyed => path.EndsWith(keyed.Path, StringComparison.Ordinal)).Means;
            if (means is null || context.Description.HttpMethod is not ("PUT" or "POST" or "DELETE"))
                return Task.CompletedTask;
            (operation.Parameters ??= []).Add(Key(means));
            if (Array.Exists(LockedPaths, locked => path.EndsWith(locked, StringComparison.Ordinal)))
                operation.Parameters.Add(Token());
            return Task.CompletedTask;
        });
    }

    private static bool IsParsedText(Type type) => Array.Exists(
        type.GetInterfaces(),
        face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsedText<>));

    private static OpenApiParameter Token() => new()
    {
        Name = LockToken.Header,
        In = ParameterLocation.Header,
        Description = $"{LockToken.Rule}. Proves who holds the device's lock.",
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            MinLength = LockToken.LengthMin,
            MaxLength = LockToken.LengthMax,
        },
    };

    private static OpenApiParameter Key(string means) => new()
    {
        Name = ClientRequest.KeyHeader,
        In = ParameterLocation.Header,
        Description = $"{RequestId.Rule}. {means}",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = RequestId.LengthMax },
    };
}
