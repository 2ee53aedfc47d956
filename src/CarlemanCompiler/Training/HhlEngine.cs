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

        return HhlProgram.Build(history.Matrix, history.RightHandSide, history.Layout, ClockQubits);
    }

    /// <inheritdoc/>
    /// <exception cref="ReadoutException">Too few shots succeed to say anything.</exception>
    public override TrainingRun Run(TrainingProblem problem)
    {
        var history = problem.Stack();
        var program = Compile(history);
        var state = HistoryState.Run(program.Circuit, history);
        double fidelity = state.Fidelity(history.Solve());
        return Shots is { } shots
            ? Sampled(problem, history, program, fidelity, SampledReadout.Read(state, shots, Seed))
            : Exact(problem, history, program, fidelity, ExactReadout.Read(state));
    }

    private TrainingRun Exact(TrainingProblem problem, HistorySystem history, HhlProgram program, double fidelity, ExactReadout readout) => new(
        problem,
        Name,
        [.. Enumerable.Range(0, problem.Steps + 1)],
        [.. history.Weights(readout.History).Take(problem.Steps), readout.Weights])
    {
        Dimension = history.Map.Dimension,
        Bound = problem.TruncationBound(),
        Quantum = new QuantumRun
        {
            Circuit = program.Circuit,
            ClockQubits = program.ClockQubits,
            ConditionNumber = program.ConditionNumber,
            Fidelity = fidelity,
            SuccessProbability = readout.SuccessProbability,
        },
    };

    /// <summary>Shots read θ(T) alone: the start, which is known, and the end.</summary>
    private TrainingRun Sampled(TrainingProblem problem, HistorySystem history, HhlProgram program, double fidelity, SampledReadout readout) => new(
        problem,
        Name,
        [0, problem.Steps],
        [[.. problem.Start], readout.Weights])
    {
        Dimension = history.Map.Dimension,
        Bound = problem.TruncationBound(),
        Quantum = new QuantumRun
        {
            Circuit = program.Circuit,
            ClockQubits = program.ClockQubits,
            ConditionNumber = program.ConditionNumber,
            Fidelity = fidelity,
            SuccessProbability = readout.SuccessProbability,
            Shots = readout.Shots,
            StandardErrors = [.. readout.StandardErrors],
        },
    };
}
