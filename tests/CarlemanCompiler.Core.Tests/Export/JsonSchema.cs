using System.Globalization;
using System.Text.Json;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>Checks a document against the words of JSON Schema (2020-12) that our schemas use; an unknown word is an error.</summary>
internal static class JsonSchema
{
    private static readonly string[] Remarks = ["$schema", "$id", "$defs", "title", "description"];

    public static List<string> Violations(JsonElement value, JsonElement schema)
    {
        var violations = new List<string>();
        Check(value, schema, schema, "$", violations);
        return violations;
    }

    private static void Check(JsonElement value, JsonElement schema, JsonElement root, string path, List<string> violations)
    {
        foreach (var word in schema.EnumerateObject().Where(w => !Remarks.Contains(w.Name)))
        {
            bool holds = true;
            switch (word.Name)
            {
                case "$ref":
                    var target = root;
                    foreach (string step in word.Value.GetString()!.TrimStart('#', '/').Split('/'))
                    {
                        target = target.GetProperty(step);
                    }

                    Check(value, target, root, path, violations);
                    break;
                case "type":
                    holds = word.Value.GetString() switch
                    {
                        "object" => value.ValueKind == JsonValueKind.Object,
                        "array" => value.ValueKind == JsonValueKind.Array,
                        "string" => value.ValueKind == JsonValueKind.String,
                        "number" => value.ValueKind == JsonValueKind.Number,
                        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
                        _ => throw new ArgumentException($"type {word.Value}"),
                    };
                    break;
                case "const":
                    holds = value.GetRawText() == word.Value.GetRawText();
                    break;
                case "enum":
                    holds = word.Value.EnumerateArray().Any(v => v.GetRawText() == value.GetRawText());
                    break;
                case "minimum":
                    holds = value.ValueKind != JsonValueKind.Number || value.GetDouble() >= word.Value.GetDouble();
                    break;
                case "required":
                    holds = word.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
                    break;
                case "properties":
                    foreach (var property in word.Value.EnumerateObject())
                    {
                        if (value.TryGetProperty(property.Name, out var member))
                        {
                            Check(member, property.Value, root, $"{path}.{property.Name}", violations);
                        }
                    }

                    break;
                case "additionalProperties":
                    holds = value.EnumerateObject().All(m => schema.GetProperty("properties").TryGetProperty(m.Name, out _));
                    break;
                case "items":
                    foreach (var (item, index) in value.EnumerateArray().Select((item, index) => (item, index)))
                    {
                        Check(item, word.Value, root, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"), violations);
                    }

                    break;
                case "oneOf":
                    holds = word.Value.EnumerateArray().Count(option =>
                    {
                        var inner = new List<string>();
                        Check(value, option, root, path, inner);
                        return inner.Count == 0;
                    }) == 1;
                    break;
                default:
                    throw new ArgumentException($"unknown word {word.Name}");
            }

            if (!holds)
            {
                violations.Add($"{path}: {word.Name}");
            }
        }
    }
}
