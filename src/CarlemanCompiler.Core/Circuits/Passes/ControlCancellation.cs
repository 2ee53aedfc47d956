using System.Collections.Immutable;

namespace CarlemanCompiler.Circuits.Passes;

/// <summary>
/// Takes out a control that makes no difference: a gate that is done where a control is 1 and, with X on the control in between, where it
/// is 0, is done once without that control.
/// </summary>
public sealed class ControlCancellation : CircuitPass
{
    private const int Window = 200;

    private readonly Commutation commutation = new();

    /// <summary>The pass; it remembers the kinds of the operations that it has seen.</summary>
    public ControlCancellation()
        : base("cancel controls")
    {
    }

    private protected override ImmutableArray<Placement> Rewrite(ImmutableArray<Placement> parts)
    {
        bool changed = false;
        var result = new List<Placement>(parts.Length);
        foreach (var part in parts)
        {
            result.Add(part);
            while (TryCancel(result))
            {
                changed = true;
            }
        }

        return changed ? [.. result] : parts;
    }

    // A … X_c … A, where A commutes with all that stands between, is … X_c A' … with A' free of the control c.
    private bool TryCancel(List<Placement> parts)
    {
        int last = parts.Count - 1;
        if (Primitive.Of(parts[last]) is not { Controls.Length: > 0 } gate)
        {
            return false;
        }

        int flip = -1;
        int flipped = -1;
        for (int i = last - 1; i >= Math.Max(0, last - Window); i--)
        {
            if (Primitive.Of(parts[i]) is { } other)
            {
                if (other.Kind == PrimitiveKind.X && other.Controls.IsEmpty && gate.Controls.Contains(other.Target))
                {
                    if (flip >= 0)
                    {
                        return false;
                    }

                    (flip, flipped) = (i, other.Target);
                    continue;
                }

                if (flip >= 0 && gate.IsLike(other) && gate.Angle == other.Angle)
                {
                    var free = (gate with { Controls = gate.Controls.Remove(flipped) }).Build();
                    if (free.Sum(part => part.Operation.Counts.Gates) > 2 * parts[last].Operation.Counts.Gates)
                    {
                        return false;
                    }

                    parts.RemoveAt(last);
                    parts.InsertRange(flip + 1, free);
                    parts.RemoveAt(i);
                    return true;
                }
            }

            if (!commutation.Commute(parts[i], parts[last]))
            {
                return false;
            }
        }

        return false;
    }
}
