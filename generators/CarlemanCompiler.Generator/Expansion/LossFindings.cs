using CarlemanCompiler.Generator.Diagnostics;
using CarlemanCompiler.Generator.Language;
using CarlemanCompiler.Polynomials;
using CarlemanCompiler.Programs;

namespace CarlemanCompiler.Generator.Expansion;

/// <summary>What is odd about a loss that could be recorded.</summary>
internal static class LossFindings
{
    public static IEnumerable<Finding> Of(RecordedLoss loss, Polynomial? polynomial, LossSignature signature, LossProgram program)
    {
        int[]? occurrences = polynomial?.OccurrenceCounts();
        var unused = Enumerable.Range(0, signature.WeightCount)
            .Where(w => occurrences is null ? IsZero(loss.Tape, w) : occurrences[w] == 0)
            .ToList();
        if (unused.Count > 0)
        {
            var names = new Emission.ModelNames(signature);
            string text = unused.Count <= 4
                ? string.Join(", ", unused.Select(names.Read))
                : $"{string.Join(", ", unused.Take(3).Select(names.Read))} and {unused.Count - 3} more weights";
            yield return new Finding(Descriptors.UnusedWeights.Id, program.Loss.Node, [text]);
        }

        int weight = signature.SampleWeight + signature.WeightCount;
        if (signature.SampleWeight >= 0 && polynomial is not null
            && Enumerable.Range(0, polynomial.TermCount).Any(t => polynomial.Exponent(t, weight) != 1))
        {
            string name = signature.Parameters.First(p => p.Role == ParameterRole.SampleWeight).Name;
            yield return new Finding(Descriptors.LossSignature.Id, program.Loss.Node,
                [$"The loss is not proportional to the sample's weight '{name}'", $"multiply the whole loss by it: 'return {name} * …'"]);
        }
    }

    private static bool IsZero(Tape tape, int weight) =>
        tape.Nodes[tape.Gradient[weight]] is { Operation: TapeOperation.Constant, Number: 0 };
}
