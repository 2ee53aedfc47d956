using CarlemanCompiler.LinearSystems;

namespace CarlemanCompiler.Readout;

/// <summary>
/// The state of a history that is known without solving, which fixes what a quantum state leaves open: the norm and the sign. It is y(0);
/// when y(0) = 0 (a start in the centre) it is y(1) = (I + A)·0 + b = b, the next state known exactly.
/// </summary>
public sealed class KnownState
{
    private KnownState(int time, ReadOnlySpan<double> values)
    {
        Time = time;
        Values = [.. values];
        for (int i = 1; i < Values.Length; i++)
        {
            if (Math.Abs(Values[i]) > Math.Abs(Values[Anchor]))
            {
                Anchor = i;
            }
        }

        SquaredNorm = Values.Sum(v => v * v);
    }

    /// <summary>0 or 1.</summary>
    public int Time { get; }

    /// <summary>y(<see cref="Time"/>), D numbers.</summary>
    public double[] Values { get; }

    /// <summary>The largest entry: signs are measured against it.</summary>
    public int Anchor { get; }

    /// <summary>‖y(<see cref="Time"/>)‖².</summary>
    public double SquaredNorm { get; }

    /// <summary>The known state of a history system.</summary>
    /// <exception cref="ArgumentException">y(0) and b are both 0, so the whole history is.</exception>
    public static KnownState Of(HistorySystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        for (int time = 0; time < 2; time++)
        {
            var values = system.StateAt(system.RightHandSide, time);
            if (values.ContainsAnyExcept(0.0))
            {
                return new KnownState(time, values);
            }
        }

        throw new ArgumentException(
            "The start is the centre and the gradient there is 0: every weight stays at the centre and there is no history to read.",
            nameof(system));
    }
}
