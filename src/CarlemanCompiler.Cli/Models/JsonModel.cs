using System.Collections.Immutable;
using System.Text.Json;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Training;

namespace CarlemanCompiler.Cli.Models;

/// <summary>
/// Reads a model from JSON: <c>{"n", "loss": [{"alpha": [..], "c": ..}], "eta", "theta0", "theta_ref", "T"}</c>, or, in place of loss and eta,
/// <c>"F"</c> (<see cref="JsonTensors"/>) and for continuous time <c>"dt"</c>. An optional <c>"name"</c> and <c>"order"</c>; other fields are
/// ignored. theta_ref is the centre (the origin where absent).
/// </summary>
internal static class JsonModel
{
    private const int LargestWeightCount = 100_000;

    // Tensors that are given beside a loss may have been written with fewer digits.
    private const double Agreement = 1e-9;

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
            var root = new JsonField(path, "", document.RootElement);
            int n = root["n"].Integer(1, LargestWeightCount);
            var centre = root.Has("theta_ref") ? root["theta_ref"].Vector(n) : ImmutableArray.Create(new double[n]);
            var dynamics = root.Has("loss") || !root.Has("F")
                ? Descent(root, n, centre.AsSpan())
                : Given(root, n, centre.AsSpan());
            return new LoadedModel(root.Has("name") ? root["name"].Text() : Path.GetFileNameWithoutExtension(path), new TrainingProblem
            {
                Dynamics = dynamics,
                Start = root["theta0"].Vector(n),
                Steps = root["T"].Integer(1, int.MaxValue),
                Order = root.Has("order") ? root["order"].Integer(1, int.MaxValue) : 2,
            });
        }
    }

    /// <summary>Gradient descent on "loss"; an "F" beside it has to be its own.</summary>
    private static GradientDynamics Descent(JsonField root, int n, ReadOnlySpan<double> centre)
    {
        var terms = root["loss"].Items().Select(term => (term["alpha"].Exponents(n), term["c"].Number())).ToArray();
        double eta = Positive(root["eta"], "the learning rate");
        if (root.Has("dt"))
        {
            throw root["dt"].Error("a time step belongs to 'F'; with a 'loss' the step is 'eta'");
        }

        GradientDynamics descent;
        try
        {
            descent = GradientDynamics.FromLoss(Polynomial.FromTerms(n, terms), eta, centre);
        }
        catch (Exception error) when (error is ArgumentException or SizeLimitException)
        {
            throw new InputException($"{root.File}, field 'loss': {error.Message}", error);
        }

        if (root.Has("F") && !Agrees(descent, JsonTensors.Read(root["F"], n, null, centre)))
        {
            throw root["F"].Error("the model has a 'loss', too, and these are not its tensors at 'eta' and 'theta_ref'; leave 'F' or 'loss' out");
        }

        return descent;
    }

    /// <summary>A system given by "F", in discrete time or by Euler steps of "dt".</summary>
    private static GradientDynamics Given(JsonField root, int n, ReadOnlySpan<double> centre)
    {
        if (root.Has("eta"))
        {
            throw root["eta"].Error("a learning rate belongs to 'loss'; the entries of 'F' carry it, or 'dt' does");
        }

        return JsonTensors.Read(root["F"], n, root.Has("dt") ? Positive(root["dt"], "the time step") : null, centre);
    }

    private static double Positive(JsonField field, string what) =>
        field.Number() is > 0 and var value ? value : throw field.Error($"{what} must be positive");

    private static bool Agrees(GradientDynamics descent, GradientDynamics given)
    {
        double size = descent.Increments.SelectMany(g => g.Coefficients.ToArray()).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return descent.Increments.Zip(given.Increments, (a, b) => a + b * -1)
            .All(difference => difference.Coefficients.ToArray().All(c => Math.Abs(c) <= Agreement * size));
    }
}
