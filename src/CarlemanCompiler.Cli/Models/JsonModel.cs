using System.Collections.Immutable;
using System.Text.Json;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Models;

/// <summary>
/// Reads a model from JSON: <c>{"n", "loss": [{"alpha": [..], "c": ..}], "eta", "theta0", "theta_ref", "T"}</c>, an optional <c>"name"</c> and
/// <c>"order"</c>; other fields are ignored. theta_ref is the centre (the origin where absent).
/// </summary>
internal static class JsonModel
{
    private const int LargestWeightCount = 100_000;

    public static LoadedModel Read(string path)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException error)
        {
            throw new InputException($"{path}: not valid JSON: {error.Message}", error);
        }

        using (document)
        {
            var root = new Field(path, "", document.RootElement);
            int n = root["n"].Integer(1, LargestWeightCount);
            var terms = root["loss"].Items().Select(term => (term["alpha"].Exponents(n), term["c"].Number())).ToArray();
            double eta = root["eta"].Number();
            if (eta <= 0)
            {
                throw root["eta"].Error("the learning rate must be positive");
            }

            var start = root["theta0"].Vector(n);
            var centre = root.Has("theta_ref") ? root["theta_ref"].Vector(n) : ImmutableArray.Create(new double[n]);
            try
            {
                var loss = Polynomial.FromTerms(n, terms);
                return new LoadedModel(root.Has("name") ? root["name"].Text() : Path.GetFileNameWithoutExtension(path), new TrainingProblem
                {
                    Dynamics = GradientDynamics.FromLoss(loss, eta, centre.AsSpan()),
                    Start = start,
                    Steps = root["T"].Integer(1, int.MaxValue),
                    Order = root.Has("order") ? root["order"].Integer(1, int.MaxValue) : 2,
                });
            }
            catch (Exception error) when (error is ArgumentException or SizeLimitException)
            {
                throw new InputException($"{path}, field 'loss': {error.Message}", error);
            }
        }
    }

    /// <summary>A place in the document that can say where it is.</summary>
    private readonly record struct Field(string File, string Name, JsonElement Element)
    {
        public Field this[string name] => Element.ValueKind != JsonValueKind.Object
            ? throw Error("an object was expected")
            : Element.TryGetProperty(name, out var child)
                ? new Field(File, Name.Length == 0 ? name : $"{Name}.{name}", child)
                : throw new InputException($"{File}, field '{(Name.Length == 0 ? name : $"{Name}.{name}")}': the field is missing.");

        public bool Has(string name) => Element.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null;

        public InputException Error(string reason) => new($"{File}, field '{Name}': {reason}.");

        public IEnumerable<Field> Items()
        {
            if (Element.ValueKind != JsonValueKind.Array)
            {
                throw Error("an array was expected");
            }

            var (file, name) = (File, Name);
            return Element.EnumerateArray().Select((item, i) => new Field(file, $"{name}[{i}]", item));
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
    }
}
