using System.Numerics;

namespace CarlemanCompiler.Readout;

/// <summary>
/// The history as the amplitudes of the final state give it, which a simulator can see and an experiment cannot: what perfect sampling with
/// unlimited shots would find.
/// </summary>
public sealed class ExactReadout
{
    private ExactReadout(double[] history, double[] weights, double successProbability, double branchProbability)
    {
        History = history;
        Weights = weights;
        SuccessProbability = successProbability;
        BranchProbability = branchProbability;
    }

    /// <summary>Y, one number per row of the history system, with norm and sign fixed by <see cref="KnownState"/>.</summary>
    public double[] History { get; }

    /// <summary>θ(T), n numbers: the centre and the level-1 block of the last state, averaged over its copies.</summary>
    public double[] Weights { get; }

    /// <summary>The probability of the success flag.</summary>
    public double SuccessProbability { get; }

    /// <summary>
    /// The unmeasured qubits should end in one basis state; the part of the successes in which they are in the likeliest one, 1 when the
    /// circuit uncomputes them perfectly. The history is read there.
    /// </summary>
    public double BranchProbability { get; }

    /// <summary>Reads a history state. O(2^qubits).</summary>
    /// <exception cref="ReadoutException">Success, or the known state within it, has probability 0.</exception>
    public static ExactReadout Read(HistoryState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.RequireSuccess();
        var successes = state.State.Probabilities([state.Registers.Success, .. state.Registers.Others]).AsSpan(state.Branches.Length);
        int best = 0;
        for (int branch = 1; branch < successes.Length; branch++)
        {
            best = successes[branch] > successes[best] ? branch : best;
        }

        double branchProbability = successes[best] / state.SuccessProbability;
        var amplitudes = new Complex[state.Rows.Length];
        for (int row = 0; row < amplitudes.Length; row++)
        {
            amplitudes[row] = state.State[state.Rows[row] | state.Branches[best]];
        }

        double[] history = Scaled(amplitudes, state);
        var copies = state.FinalRows();
        var u = new double[copies[0].Length];
        foreach (int[] copy in copies)
        {
            for (int i = 0; i < u.Length; i++)
            {
                u[i] += history[copy[i]] / copies.Length;
            }
        }

        return new ExactReadout(history, state.WeightsOf(u), state.SuccessProbability, branchProbability);
    }

    /// <summary>
    /// Multiplies by the complex number that makes the projection on the known state exact: both the phase and the norm that a quantum
    /// state leaves open. An error orthogonal to the known state does not bias it.
    /// </summary>
    private static double[] Scaled(Complex[] amplitudes, HistoryState state)
    {
        var known = state.Known;
        Complex overlap = 0;
        for (int i = 0; i < known.Values.Length; i++)
        {
            overlap += known.Values[i] * amplitudes[known.Time * known.Values.Length + i];
        }

        // Compared with rounding of amplitudes whose squares sum to the success probability.
        if (overlap.Magnitude <= 1e-14 * Math.Sqrt(known.SquaredNorm * state.SuccessProbability))
        {
            throw new ReadoutException(
                $"The known state y({known.Time}) is not in the solution's amplitudes, so neither norm nor sign can be fixed: "
                + "the circuit does not solve this system.");
        }

        var factor = known.SquaredNorm / overlap;
        return [.. amplitudes.Select(a => (a * factor).Real)];
    }
}
