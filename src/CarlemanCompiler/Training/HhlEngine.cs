using System.Collections.Immutable;
using CarlemanCompiler.LinearSystems;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Readout;

namespace CarlemanCompiler.Training;

/// <summary>
/// Solves the history system with the HHL circuit on the state-vector simulator and reads the weights from its final state: from the amplitudes, which a
/// simulator can see, or from shots, as an experiment would.
/// </summary>
public sealed record HhlEngine : TrainingEngine
{
    /// <inheritdoc/>
    public override string Name => "hhl";

    /// <summary>Clock qubits of the phase estimation; null lets the condition number choose.</summary>
    public int? ClockQubits { get; init; }

    /// <summary>Number of shots; null reads exact amplitudes.</summary>
    public long? Shots { get; init; }

    /// <summary>Seed of the shots.</summary>
    public int Seed { get; init; }

    /// <summary>The circuit of a problem, without running it.</summary>
    /// <exception cref="SizeLimitException">The system is too large for an exactly synthesised circuit; the message says what would fit.</exception>
    /// <exception cref="ReadoutException">The history is zero throughout, so there is no state to prepare.</exception>
    public HhlProgram Compile(HistorySystem history)
    {
        if (!history.RightHandSide.AsSpan().ContainsAnyExcept(0.0))
        {
            throw new ReadoutException("The descent starts at its centre, where the gradient is zero: every weight stays, and there is no history to prepare.");
        }

        return HhlProgram.Build(history, ClockQubits);
    }

    /// <inheritdoc/>
    /// <exception cref="ReadoutException">Too few shots succeed to say anything.</exception>
    public override TrainingRun Run(TrainingProblem problem)
    {
        var history = problem.Stack();
        var program = Compile(history);
        var state = HistoryState.Run(program.Circuit, history);
        var quantum = new QuantumRun
        {
            Circuit = program.Circuit,
            ClockQubits = program.ClockQubits,
            ConditionNumber = program.ConditionNumber,
            Fidelity = state.Fidelity(history.Solve()),
            SuccessProbability = state.SuccessProbability,
        };
        if (Shots is { } shots)
        {
            // Shots read θ(T) alone: the start, which is known, and the end.
            var sampled = SampledReadout.Read(state, shots, Seed);
            return Finish([0, problem.Steps], [[.. problem.Start], sampled.Weights], quantum with
            {
                SuccessProbability = sampled.SuccessProbability,
                Shots = sampled.Shots,
                StandardErrors = [.. sampled.StandardErrors],
            });
        }

        var exact = ExactReadout.Read(state);
        return Finish(
            [.. Enumerable.Range(0, problem.Steps + 1)],
            [.. history.Weights(exact.History).Take(problem.Steps), exact.Weights],
            quantum);

        TrainingRun Finish(ImmutableArray<int> times, double[][] theta, QuantumRun run) => new(problem, Name, times, theta)
        {
            Dimension = history.Map.Dimension,
            Bound = problem.TruncationBound(),
            Quantum = run,
        };
    }
}
