using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// One run of a program that measures on its way: the state that it ends in and what it measured. The same seed gives the same run, bit for
/// bit, whatever the number of threads.
/// </summary>
public sealed class ProgramRun
{
    private ProgramRun(StateVector state, ImmutableArray<bool> results)
    {
        State = state;
        Results = results;
    }

    /// <summary>The state at the end.</summary>
    public StateVector State { get; }

    /// <summary>The results of the program, in its order; false for those that were never written.</summary>
    public ImmutableArray<bool> Results { get; }

    /// <summary>Runs a program from |0…0⟩ by the actions of its operations.</summary>
    /// <param name="program">What to run.</param>
    /// <param name="seed">Of the random numbers that decide on measurements.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that the state may take; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The state does not fit.</exception>
    public static ProgramRun Of(AdaptiveProgram program, int seed, int threads = 0, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(program);
        var state = new StateVector(program.QubitCount, threads, memoryLimit);
        bool[] results = new bool[program.ResultLabels.Length];
        var runner = new Runner(state, results, Xoshiro256.Of(seed, Xoshiro256.Purpose.Measurements, 0));
        runner.Run(program.Steps);
        return new ProgramRun(state, [.. results]);
    }

    /// <summary>
    /// Runs a program many times. What comes before its first measurement is run once; if that measurement is its end, all shots are drawn
    /// in one pass. Otherwise every shot goes on from a copy, which takes as much memory again as the state.
    /// </summary>
    /// <param name="program">What to run; its results, the first the most significant bit, are the outcomes. 31 at most.</param>
    /// <param name="shots">Number of runs, at least 0.</param>
    /// <param name="seed">Of the random numbers; shots have streams of their own.</param>
    /// <param name="threads">Threads to use; 0 for all processors.</param>
    /// <param name="memoryLimit">Bytes that the states may take; 0 for what the machine has free.</param>
    /// <exception cref="SizeLimitException">The states do not fit, or the program has more than 31 results.</exception>
    public static SampleCounts Sample(AdaptiveProgram program, long shots, int seed, int threads = 0, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentOutOfRangeException.ThrowIfNegative(shots);
        int width = program.ResultLabels.Length;
        if (width > 31)
        {
            throw new SizeLimitException($"The program has {width} results; outcomes of at most 31 bits are counted.");
        }

        // A second state is needed unless all shots are drawn from the first.
        int prefix = program.Steps.TakeWhile(step => step is UnitaryStep).Count();
        bool endsThere = prefix == program.Steps.Length - 1
            && program.Steps[prefix] is MeasureStep { FirstResult: 0 } last && last.Qubits.Length == width;
        long limit = endsThere ? memoryLimit : (memoryLimit > 0 ? memoryLimit : MemoryBudget.Free()) / 2;
        var start = new StateVector(program.QubitCount, threads, limit);
        new Runner(start, [], new Xoshiro256(0)).Run(program.Steps[..prefix]);
        if (endsThere)
        {
            return start.Sample(shots, seed, ((MeasureStep)program.Steps[prefix]).Qubits.AsSpan());
        }

        var counts = new Dictionary<int, long>();
        var state = new StateVector(program.QubitCount, threads, limit);
        bool[] results = new bool[width];
        for (long shot = 0; shot < shots; shot++)
        {
            start.CopyTo(state);
            Array.Clear(results);
            new Runner(state, results, Xoshiro256.Of(seed, Xoshiro256.Purpose.Measurements, shot)).Run(program.Steps[prefix..]);
            int outcome = Number(results, 0, width);
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
        }

        return new SampleCounts(width, counts);
    }

    private static int Number(bool[] results, int first, int width)
    {
        int number = 0;
        for (int i = first; i < first + width; i++)
        {
            number = (number << 1) | (results[i] ? 1 : 0);
        }

        return number;
    }

    /// <summary>A state and results on their way through the steps.</summary>
    private sealed class Runner(StateVector state, bool[] results, Xoshiro256 random)
    {
        public void Run(ImmutableArray<ProgramStep> steps)
        {
            foreach (var step in steps)
            {
                Run(step);
            }
        }

        private void Run(ProgramStep step)
        {
            switch (step)
            {
                case UnitaryStep unitary:
                    state.Apply(unitary.Placement.Operation, unitary.Placement.Qubits.AsSpan());
                    break;
                case MeasureStep measure:
                    int outcome = state.Measure(random.NextUnit(), measure.Qubits.AsSpan());
                    for (int i = 0; i < measure.Qubits.Length; i++)
                    {
                        results[measure.FirstResult + i] = (outcome >> (measure.Qubits.Length - 1 - i) & 1) != 0;
                    }

                    break;
                case ResetStep reset:
                    int found = state.Measure(random.NextUnit(), reset.Qubits.AsSpan());
                    for (int i = 0; i < reset.Qubits.Length; i++)
                    {
                        if ((found >> (reset.Qubits.Length - 1 - i) & 1) != 0)
                        {
                            state.Apply(Gate.X, reset.Qubits[i]);
                        }
                    }

                    break;
                case RepeatStep repeat:
                    for (long i = 0; i < repeat.Count; i++)
                    {
                        Run(repeat.Body);
                    }

                    break;
                case BranchStep branch:
                    Run(Number(results, branch.FirstResult, branch.Width) == branch.Value ? branch.Then : branch.Else);
                    break;
                default:
                    throw new NotSupportedException($"The simulator has no rule for {step.GetType().Name}.");
            }
        }
    }
}
