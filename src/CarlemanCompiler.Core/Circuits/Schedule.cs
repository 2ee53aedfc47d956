namespace CarlemanCompiler.Circuits;

/// <summary>
/// The depth of a tree: every gate starts as soon as its qubits are free. A part that occurs once is walked; one that occurs again is
/// summarised by its <see cref="DepthProfile"/>, and repetitions by a power of it, so that the time does not depend on how often
/// anything is repeated.
/// </summary>
internal sealed class Schedule
{
    /// <summary>A profile of so many qubits takes 400 kB and milliseconds.</summary>
    internal const int WidestProfile = 128;

    // A part is known here from its second visit on; null after the first.
    private readonly Dictionary<Operation, DepthProfile?> profiles = [];
    private readonly Dictionary<Operation, long[]> alone = [];

    private Schedule()
    {
    }

    /// <summary>How many nodes were walked, for tests: it does not grow with repetitions.</summary>
    internal long Visits { get; private set; }

    /// <summary>Depth, T depth and rotation depth of a tree.</summary>
    internal static (long Depth, long TDepth, long RotationDepth) Of(Operation root) => Of(root, out _);

    /// <summary>The same, with the number of nodes that were walked.</summary>
    internal static (long Depth, long TDepth, long RotationDepth) Of(Operation root, out long visits)
    {
        var schedule = new Schedule();
        var depth = schedule.Alone(root);
        visits = schedule.Visits;
        return (depth[0], depth[1], depth[2]);
    }

    // The three depths of an operation that starts with all qubits free.
    private long[] Alone(Operation operation)
    {
        if (!alone.TryGetValue(operation, out var depth))
        {
            var times = new long[operation.QubitCount][];
            for (int q = 0; q < times.Length; q++)
            {
                times[q] = new long[DepthProfile.Weights];
            }

            Walk(operation, times, [.. Enumerable.Range(0, operation.QubitCount)]);
            depth = new long[DepthProfile.Weights];
            foreach (var time in times)
            {
                for (int w = 0; w < depth.Length; w++)
                {
                    depth[w] = Math.Max(depth[w], time[w]);
                }
            }

            alone.Add(operation, depth);
        }

        return depth;
    }

    private void Advance(Operation operation, long[][] times, int[] qubits)
    {
        if (operation is Gate gate)
        {
            Advance(gate.Kind, times, qubits);
            return;
        }

        long gates = operation.Counts.Gates;
        if (gates == 0)
        {
            return;
        }

        // Walking moves two qubits a gate, a profile moves every qubit to every other.
        bool worthAProfile = gates > (long)qubits.Length * qubits.Length / 2;
        if (!worthAProfile)
        {
            Walk(operation, times, qubits);
        }
        else if (operation is Repetition || !Add(profiles, operation))
        {
            if (qubits.Length <= WidestProfile)
            {
                Profile(operation).Advance(times, qubits);
            }
            else
            {
                Barrier(operation, times, qubits);
            }
        }
        else
        {
            Walk(operation, times, qubits);
        }

        static bool Add(Dictionary<Operation, DepthProfile?> visited, Operation operation)
        {
            bool isNew = !visited.ContainsKey(operation);
            if (isNew)
            {
                visited.Add(operation, null);
            }

            return isNew;
        }
    }

    private DepthProfile Profile(Operation operation)
    {
        if (!profiles.TryGetValue(operation, out var profile) || profile is null)
        {
            if (operation is Repetition repetition)
            {
                profile = Profile(repetition.Body).Power(repetition.Count);
            }
            else
            {
                var columns = DepthProfile.Identity(operation.QubitCount);
                Walk(operation, columns, [.. Enumerable.Range(0, operation.QubitCount)]);
                profile = DepthProfile.Of(columns);
            }

            profiles[operation] = profile;
        }

        return profile;
    }

    // The operation waits for all of its qubits and holds them until it ends.
    private void Barrier(Operation operation, long[][] times, int[] qubits)
    {
        var depth = operation is Repetition repetition
            ? [.. Alone(repetition.Body).Select(d => checked(d * repetition.Count))]
            : Alone(operation);
        int rows = times[qubits[0]].Length / DepthProfile.Weights;
        for (int i = 0; i < DepthProfile.Weights * rows; i++)
        {
            long start = DepthProfile.Apart;
            foreach (int q in qubits)
            {
                start = Math.Max(start, times[q][i]);
            }

            foreach (int q in qubits)
            {
                times[q][i] = start == DepthProfile.Apart ? start : start + depth[i / rows];
            }
        }
    }

    private void Walk(Operation operation, long[][] times, int[] qubits)
    {
        Visits++;
        if (operation is Gate gate)
        {
            Advance(gate.Kind, times, qubits);
            return;
        }

        if (operation is Repetition repetition && repetition.Counts.Gates > (long)qubits.Length * qubits.Length / 2)
        {
            Advance(operation, times, qubits);
            return;
        }

        foreach (var part in operation.Decompose())
        {
            var inner = new int[part.Qubits.Length];
            for (int q = 0; q < inner.Length; q++)
            {
                inner[q] = qubits[part.Qubits[q]];
            }

            Advance(part.Operation, times, inner);
        }
    }

    private static void Advance(GateKind kind, long[][] times, int[] qubits)
    {
        switch (kind)
        {
            case GateKind.GlobalPhase:
                break;
            case GateKind.CX:
                Join(times[qubits[0]], times[qubits[1]]);
                break;
            case GateKind.T or GateKind.TAdjoint:
                Lengthen(times[qubits[0]], 1);
                break;
            case GateKind.RX or GateKind.RY or GateKind.RZ:
                Lengthen(times[qubits[0]], 2);
                break;
            default:
                Lengthen(times[qubits[0]], 0);
                break;
        }
    }

    // One layer more, in the weight of all gates and in the one given.
    private static void Lengthen(long[] time, int weight)
    {
        int rows = time.Length / DepthProfile.Weights;
        for (int r = 0; r < rows; r++)
        {
            if (time[r] != DepthProfile.Apart)
            {
                time[r]++;
            }
        }

        for (int r = weight * rows; weight > 0 && r < (weight + 1) * rows; r++)
        {
            if (time[r] != DepthProfile.Apart)
            {
                time[r]++;
            }
        }
    }

    private static void Join(long[] first, long[] second)
    {
        int rows = first.Length / DepthProfile.Weights;
        for (int i = 0; i < first.Length; i++)
        {
            long start = Math.Max(first[i], second[i]);
            first[i] = second[i] = i < rows && start != DepthProfile.Apart ? start + 1 : start;
        }
    }
}
