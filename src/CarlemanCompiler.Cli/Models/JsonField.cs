using System.Collections.Immutable;
using System.Text.Json;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Cli.Models;

/// <summary>A place in a JSON document that can say where it is.</summary>
/// <param name="File">Path of the document.</param>
/// <param name="Name">The way to the place, "loss[2].alpha"; empty for the whole.</param>
/// <param name="Element">What stands there.</param>
internal readonly record struct JsonField(string File, string Name, JsonElement Element)
{
    public JsonField this[string name] => Element.ValueKind != JsonValueKind.Object
        ? throw Error("an object was expected")
        : Element.TryGetProperty(name, out var child)
            ? Child(name, child)
            : throw new InputException($"{File}, field '{PathOf(name)}': the field is missing.");

    public bool Has(string name) => Element.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null;

    public InputException Error(string reason) => new($"{File}, field '{Name}': {reason}.");

    public IEnumerable<JsonField> Items()
    {
        if (Element.ValueKind != JsonValueKind.Array)
        {
            throw Error("an array was expected");
        }

        var (file, name) = (File, Name);
        return Element.EnumerateArray().Select((item, i) => new JsonField(file, $"{name}[{i}]", item));
    }

    /// <summary>The fields of an object, with their own names.</summary>
    public IEnumerable<(string Name, JsonField Field)> Fields()
    {
        if (Element.ValueKind != JsonValueKind.Object)
        {
            throw Error("an object was expected");
        }

        var parent = this;
        return Element.EnumerateObject().Select(child => (child.Name, parent.Child(child.Name, child.Value)));
    }

    public double Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out double value) && double.IsFinite(value)
        ? value
        : throw Error("a finite number was expected");

    public int Integer(int least, int largest) => Element.ValueKind == JsonValueKind.Number && Element.TryGetInt32(out int value)
        && value >= least && value <= largest
        ? value
        : throw Error(largest == int.MaxValue
            ? $"an integer of at least {least} was expected"
            : $"an integer in {least}..{largest} was expected");

    public string Text() => Element.ValueKind == JsonValueKind.String ? Element.GetString()! : throw Error("a string was expected");

    public ImmutableArray<double> Vector(int length)
    {
        ImmutableArray<double> vector = [.. Items().Select(item => item.Number())];
        return vector.Length == length ? vector : throw Error($"{vector.Length} numbers were given, n = {length} are needed");
    }

    public int[] Exponents(int length)
    {
        int[] exponents = [.. Items().Select(item => item.Integer(0, Polynomial.MaximumDegree))];
        return exponents.Length == length ? exponents : throw Error($"{exponents.Length} exponents were given, n = {length} are needed");
    }

    private JsonField Child(string name, JsonElement element) => new(File, PathOf(name), element);

    private string PathOf(string name) => Name.Length == 0 ? name : $"{Name}.{name}";
}
