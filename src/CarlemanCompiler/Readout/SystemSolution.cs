using System.Collections.Immutable;
using CarlemanCompiler.QuantumSolvers;
using CarlemanCompiler.Simulation;

namespace CarlemanCompiler.Readout;

/// <summary>
/// The solution of a linear system as its quantum circuit gives it, held against the classical one: what comes out is within the
/// tolerance or is refused.
/// </summary>
public sealed class SystemSolution
{
    /// <summary>Gates times amplitudes that are simulated; more would take hours.</summary>
    public const double MaximumWork = 4e12;

    private SystemSolution(
        HhlSystem system, double[] x, double successProbability, double relativeError, double residual, double fidelity)
    {
        System = system;
        X = [.. x];
        SuccessProbability = successProbability;
        RelativeError = relativeError;
        Residual = residual;
        Fidelity = fidelity;
    }

    /// <summary>What was solved.</summary>
    public HhlSystem System { get; }

    /// <summary>x, with signs and norm.</summary>
    public ImmutableArray<double> X { get; }

    /// <summary>Probability that the success qubit reads 1; with shots the fraction that did.</summary>
    public double SuccessProbability { get; }

    /// <summary>‖x̂ − x‖/‖x‖ against the classical solution.</summary>
    public double RelativeError { get; }

    /// <summary>‖b − A x̂‖/‖b‖.</summary>
    public double Residual { get; }

    /// <summary>⟨x̂|x⟩²/(‖x̂‖²‖x‖²).</summary>
    public double Fidelity { get; }

    /// <summary>‖x̂‖.</summary>
    public double Norm => Length(X.AsSpan());

    /// <summary>Shots; null for exact amplitudes.</summary>
    public long? Shots { get; private init; }

    /// <summary>What the shots leave open in ‖x̂ − x‖/‖x‖, at 99.9%; null for exact amplitudes.</summary>
    public double? SamplingError { get; private init; }

    /// <summary>Solves with exact amplitudes.</summary>
    /// <param name="system">The system.</param>
    /// <param name="emulate">Whether amplitudes come from <see cref="HhlSystem.Amplitudes"/>, without running gates.</param>
    /// <param name="memoryLimit">Bytes that a state may take; 0 for what the machine has free.</param>
    /// <exception cref="SolutionRefusedException">The state does not fit, the run would take hours, or the answer misses the
    /// tolerance.</exception>
    public static SystemSolution Solve(HhlSystem system, bool emulate = false, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(system);
        double[] amplitudes = AmplitudesOf(system, emulate, memoryLimit);
        double scale = system.NormPerAmplitude;
        return Verified(system, [.. amplitudes.Select(a => a * scale)], amplitudes.Sum(a => a * a), null, null);
    }

    /// <summary>Solves from measurements, as an experiment would (<see cref="SampledSolution"/>).</summary>
    /// <param name="system">The system.</param>
    /// <param name="shots">Number of runs of the circuit.</param>
    /// <param name="seed">Of the shots' random numbers.</param>
    /// <param name="tolerance">Largest relative error, clock and shots together.</param>
    /// <param name="emulate">Whether amplitudes come from <see cref="HhlSystem.Amplitudes"/>, without running gates.</param>
    /// <param name="memoryLimit">Bytes that a state may take; 0 for what the machine has free.</param>
    /// <exception cref="SolutionRefusedException">As for exact amplitudes, or the shots do not fix x to the tolerance.</exception>
    public static SystemSolution Sample(
        HhlSystem system, long shots, int seed, double tolerance, bool emulate = false, long memoryLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(system);
        double[] amplitudes = AmplitudesOf(system, emulate, memoryLimit);
        var sampled = SampledSolution.Read(system, amplitudes, shots, seed, tolerance - system.Chosen.ErrorBound);
        return Verified(system, sampled.X, sampled.SuccessProbability, shots, sampled.RelativeError, tolerance);
    }

    private static SystemSolution Verified(
        HhlSystem system, double[] x, double successProbability, long? shots, double? samplingError, double? tolerance = null)
    {
        var reference = system.Reference;
        double difference = 0;
        double overlap = 0;
        for (int i = 0; i < x.Length; i++)
        {
            difference += (x[i] - reference[i]) * (x[i] - reference[i]);
            overlap += x[i] * reference[i];
        }

        double length = Length(reference);
        double relative = Math.Sqrt(difference) / length;
        double allowed = tolerance ?? system.Tolerance;
        if (!(relative <= allowed))
        {
            throw new SolutionRefusedException(
                SolutionLimit.Verification,
                relative,
                null,
                FormattableString.Invariant(
                    $"The answer is off the classical solution by {relative:G3} of its norm and not given out; the tolerance is {allowed:G3}."));
        }

        var b = system.RightHandSide;
        double[] residual = system.Matrix.Multiply(x);
        for (int i = 0; i < residual.Length; i++)
        {
            residual[i] -= b[i];
        }

        double mine = Length(x);
        return new SystemSolution(
            system,
            x,
            successProbability,
            relative,
            Length(residual) / Length(b.AsSpan()),
            Math.Min(1, overlap / (mine * length) * (overlap / (mine * length))))
        {
            Shots = shots,
            SamplingError = samplingError,
        };
    }

    private static double[] AmplitudesOf(HhlSystem system, bool emulate, long memoryLimit)
    {
        if (emulate)
        {
            return system.Amplitudes.ToArray();
        }

        int qubits = system.Circuit.QubitCount;
        long limit = memoryLimit > 0 ? memoryLimit : MemoryBudget.Free();
        try
        {
            MemoryBudget.Check(qubits, 16, limit);
        }
        catch (SizeLimitException tooLarge)
        {
            int fitting = (int)Math.Min(StateVector.MaximumQubits, Math.Floor(Math.Log2(Math.Max(1, limit / 16))));
            throw new SolutionRefusedException(
                SolutionLimit.Qubits, qubits, fitting, $"{tooLarge.Message} Emulation (--emulate) needs no state vector.");
        }

        double work = system.Chosen.Cost.Gates * Math.Pow(2, qubits);
        if (work > MaximumWork)
        {
            throw new SolutionRefusedException(
                SolutionLimit.Work,
                work,
                MaximumWork,
                FormattableString.Invariant(
                    $"The circuit has {system.Chosen.Cost.Gates} gates on {qubits} qubits: {work:G2} changes of amplitudes. ")
                    + FormattableString.Invariant($"{MaximumWork:G1} are the limit. ") + "Emulation (--emulate) needs no gates.");
        }

        var state = StateVector.Run(system.Circuit, 0, memoryLimit);
        return [.. Enumerable.Range(0, system.RightHandSide.Length).Select(row => state[system.StateOfRow(row)].Real)];
    }

    private static double Length(ReadOnlySpan<double> vector)
    {
        double sum = 0;
        foreach (double value in vector)
        {
            sum += value * value;
        }

        return Math.Sqrt(sum);
    }
}
