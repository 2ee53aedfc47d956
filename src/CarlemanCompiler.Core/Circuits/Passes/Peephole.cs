using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>All passes, in an order in which each makes work for the next.</summary>
public static class Peephole
{
    /// <summary>Each pass once.</summary>
    public static ImmutableArray<CircuitPass> Passes() => [
        new Inlining(), new InverseCancellation(), new RotationMerging(), new DiagonalCommutation(), new ControlCancellation(),
        new ExactRotations()];

    /// <summary>
    /// The passes in turn until they find no more, with the cost after each that found something: the unitary stays as it is, global phase
    /// included.
    /// </summary>
    public static (Operation Operation, ImmutableArray<(CircuitPass Pass, OperationCost Cost)> Steps) Optimise(Operation operation)
    {
        var steps = ImmutableArray.CreateBuilder<(CircuitPass, OperationCost)>();
        var passes = Passes();
        bool found;
        do
        {
            found = false;
            foreach (var pass in passes)
            {
                var rewritten = pass.Apply(operation);
                if (!ReferenceEquals(rewritten, operation))
                {
                    // A round goes on only for what has fewer gates: the passes cannot undo one another for ever.
                    found |= rewritten.Counts.Gates < operation.Counts.Gates;
                    operation = rewritten;
                    steps.Add((pass, operation.Cost));
                }
            }
        }
        while (found);

        return (operation, steps.ToImmutable());
    }
}
