using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Tests.Export;

/// <summary>A program run on our state vector with the outcomes that somebody else's run had, or with every outcome that is possible.</summary>
internal sealed class ProgramReplay
{
    private readonly Queue<int> outcomes;
    private readonly StateVector state;
    private readonly int[] results;

    private ProgramReplay(AdaptiveProgram program, IEnumerable<int> outcomes)
    {
        this.outcomes = new Queue<int>(outcomes);
        state = new StateVector(program.QubitCount, threads: 1);
        results = new int[program.ResultLabels.Length];
    }

    /// <summary>The state and the results that given outcomes of measurements and resets lead to.</summary>
    public static (Complex[] State, int[] Results) Run(AdaptiveProgram program, IEnumerable<int> outcomes)
    {
        var replay = new ProgramReplay(program, outcomes);
        double probability = 1;
        Assert.True(replay.Run(program.Steps, ref probability), "more outcomes were expected");
        Assert.Empty(replay.outcomes);
        return (replay.state.ToArray(), replay.results);
    }

    /// <summary>The exact distribution of the results, first label most significant: all branches, each run from the start.</summary>
    public static Dictionary<int, double> Distribution(AdaptiveProgram program)
    {
        var distribution = new Dictionary<int, double>();
        var open = new Stack<ImmutableList<int>>([[]]);
        while (open.TryPop(out var prefix))
        {
            var replay = new ProgramReplay(program, prefix);
            double probability = 1;
            if (replay.Run(program.Steps, ref probability))
            {
                int outcome = replay.results.Aggregate(0, (number, bit) => 2 * number + bit);
                distribution[outcome] = distribution.GetValueOrDefault(outcome) + probability;
            }
            else if (probability > 1e-14)
            {
                open.Push(prefix.Add(0));
                open.Push(prefix.Add(1));
            }
        }

        return distribution;
    }

    // False when the outcomes end before the program does, or at an outcome that cannot be.
    private bool Run(ImmutableArray<ProgramStep> steps, ref double probability)
    {
        foreach (var step in steps)
        {
            bool goesOn = true;
            switch (step)
            {
                case UnitaryStep { Placement: var placement }:
                    state.Apply(placement.Operation, placement.Qubits.AsSpan());
                    break;
                case MeasureStep measure:
                    for (int i = 0; i < measure.Qubits.Length && goesOn; i++)
                    {
                        goesOn = Measure(measure.Qubits[i], ref probability, out results[measure.FirstResult + i]);
                    }

                    break;
                case ResetStep reset:
                    foreach (int qubit in reset.Qubits)
                    {
                        goesOn &= Measure(qubit, ref probability, out int value);
                        if (value == 1)
                        {
                            state.Apply(Gate.X, qubit);
                        }
                    }

                    break;
                case RepeatStep repeat:
                    for (long i = 0; i < repeat.Count && goesOn; i++)
                    {
                        goesOn = Run(repeat.Body, ref probability);
                    }

                    break;
                case BranchStep branch:
                    int read = Enumerable.Range(branch.FirstResult, branch.Width).Aggregate(0, (number, bit) => 2 * number + results[bit]);
                    goesOn = Run(read == branch.Value ? branch.Then : branch.Else, ref probability);
                    break;
            }

            if (!goesOn)
            {
                return false;
            }
        }

        return true;
    }

    private bool Measure(int qubit, ref double probability, out int value)
    {
        if (!outcomes.TryDequeue(out value))
        {
            return false;
        }

        double here = state.Probability(qubit, value);
        probability *= here;
        if (here < 1e-14)
        {
            probability = 0;
            return false;
        }

        state.PostSelect(qubit, value);
        return true;
    }
}
