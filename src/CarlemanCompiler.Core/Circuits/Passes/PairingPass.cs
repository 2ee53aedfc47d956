using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// A pass that replaces pairs of parts that meet: each part looks back past those that it may be moved across, for one that it combines
/// with.
/// </summary>
public abstract class PairingPass : CircuitPass
{
    // How many parts are looked at before a part gives up: time stays linear in the number of parts.
    private const int Window = 200;

    private protected PairingPass(string name)
        : base(name)
    {
    }

    /// <summary>What two parts that stand side by side are together; null where it is nothing shorter.</summary>
    private protected abstract ImmutableArray<Placement>? Combine(Placement first, Placement second);

    /// <summary>Whether a part can be moved across another that shares a qubit with it.</summary>
    private protected virtual bool MayCross(Placement first, Placement second) => false;

    private protected override ImmutableArray<Placement> Rewrite(ImmutableArray<Placement> parts)
    {
        bool changed = false;
        var result = new List<Placement>(parts.Length);
        var pending = new Stack<Placement>(parts.Reverse());
        while (pending.Count > 0)
        {
            var part = pending.Pop();
            bool combined = false;
            for (int i = result.Count - 1; i >= Math.Max(0, result.Count - Window); i--)
            {
                if (Combine(result[i], part) is { } together && IsNoLonger(together, result[i], part))
                {
                    // What comes of it may meet another partner further back.
                    result.RemoveAt(i);
                    foreach (var piece in together.Reverse())
                    {
                        pending.Push(piece);
                    }

                    combined = changed = true;
                    break;
                }

                if (SharesQubit(result[i], part) && !MayCross(result[i], part))
                {
                    break;
                }
            }

            if (!combined)
            {
                result.Add(part);
            }
        }

        return changed ? [.. result] : parts;
    }

    // Operations with borrowed qubits may be cheaper in pieces.
    private static bool IsNoLonger(ImmutableArray<Placement> together, Placement first, Placement second) =>
        together.Sum(part => part.Operation.Counts.Gates) <= first.Operation.Counts.Gates + second.Operation.Counts.Gates;

    private static bool SharesQubit(Placement first, Placement second) => first.Qubits.Any(q => second.Qubits.Contains(q));
}
