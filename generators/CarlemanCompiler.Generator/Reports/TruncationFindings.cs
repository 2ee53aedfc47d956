using CarlemanCompiler.Analysis;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Expansion;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Programs;
using static CarlemanCompiler.Generator.Reports.ReportText;

namespace CarlemanCompiler.Generator.Reports;

/// <summary>
/// What truncation at the model's order costs by the certified bound, which order a declared tolerance asks for, and what the polynomials in
/// the place of functions add to that.
/// </summary>
internal static class TruncationFindings
{
    /// <summary>Node evaluations spent on comparing the compiled loss with the exact one; more samples than that allows are thinned.</summary>
    private const long WorkLimit = 2_000_000;

    public static IEnumerable<Finding> Of(
        ExpandedModel model, LossSignature signature, GradientDynamics dynamics, ModelReport report, double[] samples, double[] start)
    {
        var settings = model.Spec.Settings;
        var bound = report.Dissipation.Bound;
        double certified = bound?.Value ?? double.PositiveInfinity;
        bool isCertified = !double.IsInfinity(certified);
        string steps = Count(settings.Steps, "step");
        var parts = new List<string>
        {
            isCertified
                ? $"order {Text(settings.Order)} is certified to {Text(certified)} in the weights after {steps}"
                : $"order {Text(settings.Order)} is not certified after {steps}",
        };
        if (model.Loss!.Sites.Count > 0)
        {
            parts.Add(Impact(model.Loss, signature, settings, samples, start));
        }

        yield return new Finding(Descriptors.Truncation.Id, 0, [model.Spec.Name, string.Join("; ", parts)]);
        if (settings.Tolerance > 0 && !(certified <= settings.Tolerance) && settings.EtaPowers == 0)
        {
            var wanted = OrderForTolerance.Of(dynamics, start, settings.Steps, settings.Tolerance);
            string advice = wanted.Order is { } order
                ? $"Order = {Text(order)} is certified to meet it"
                : $"no order up to {Text(wanted.Limit)} is; use a lower learning rate, fewer steps, or a start and centre nearer to the minimum";
            yield return new Finding(
                Descriptors.OrderTooLow.Id, settings.OrderNode,
                [Text(settings.Order), isCertified ? Text(certified) : "nothing", steps, Text(settings.Tolerance), advice],
                Remedy: wanted.Order is { } remedy ? Text(remedy) : null);
        }
    }

    /// <summary>Exact and compiled loss at the start point, on the data.</summary>
    private static string Impact(RecordedLoss loss, LossSignature signature, ModelSettings settings, double[] samples, double[] start)
    {
        var exact = new ExactLoss(loss.Tape, [.. loss.Sites.SelectMany(s => s.Substitutions)]);
        var compiled = new ExactLoss(loss.Tape, []);
        int n = signature.WeightCount;
        int width = signature.SampleWidth;
        int count = width == 0 ? 1 : samples.Length / width;
        int stride = (int)Math.Max(1, count * (long)loss.Tape.Nodes.Length / WorkLimit);
        var point = new double[n + width];
        start.CopyTo(point, 0);
        var (exactGradient, compiledGradient, deviation) = (new double[n], new double[n], new double[n]);
        double valueDeviation = 0;
        double total = 0;
        for (int s = 0; s < count; s += stride)
        {
            Array.Copy(samples, s * width, point, n, width);
            valueDeviation += compiled.Evaluate(point, compiledGradient) - exact.Evaluate(point, exactGradient);
            total += signature.SampleWeight < 0 ? 1 : point[n + signature.SampleWeight];
            for (int i = 0; i < n; i++)
            {
                deviation[i] += compiledGradient[i] - exactGradient[i];
            }
        }

        double norm = Math.Sqrt(deviation.Sum(d => d * d)) / total;
        return $"the polynomials in the place of functions move the loss at the start by {Text(valueDeviation / total)} and its gradient by "
            + $"{Text(norm)}, which the bound does not cover: about {Text(settings.LearningRate * settings.Steps * norm)} in the weights";
    }
}
