using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace BtcTracker.Web.Holders;

/// <summary>What the OpenAPI document says of holders' routes beyond what the endpoints themselves declare.</summary>
internal static class HolderDescription
{
    private const string Scheme = "holder";

    private static readonly Dictionary<string, string> Parameters = new()
    {
        ["name"] = "The holder's name: letters of any script, at most 64, without regard to case.",
        ["id"] = "The purchase or the alert, as its id says.",
        ["cursor"] = "Where the page starts, as next says it; without it the oldest purchase.",
        ["preview"] = "true for what importing would do; nothing is stored then.",
        ["size"] = "The most purchases of a page, from 1 to 1,000; 100 where it is not given.",
    };

    /// <summary>Describes an operation.</summary>
    public static Task DescribeAsync(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellationToken
    )
    {
        context.Document!.AddComponent(
            Scheme,
            new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token that the first PUT of a name answers.",
            }
        );
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Parameters ??= [];
        foreach (
            var name in context.Description.RelativePath!.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'))
        )
        {
            if (operation.Parameters.All(parameter => parameter.Name != name))
            {
                operation.Parameters.Insert(
                    0,
                    new OpenApiParameter
                    {
                        Name = name,
                        In = ParameterLocation.Path,
                        Required = true,
                        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                    }
                );
            }
        }

        foreach (var parameter in operation.Parameters.OfType<OpenApiParameter>())
        {
            parameter.Description ??= Parameters.GetValueOrDefault(parameter.Name!);
        }

        return Task.CompletedTask;
    }
}
