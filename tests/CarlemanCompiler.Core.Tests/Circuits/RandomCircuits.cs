using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>
/// Random trees of every kind of operation, nested in adjoints, controls, repetitions, conjugations and selections, with the unitary that
/// each of them means. Operations have their clean ancillas behind the qubits of the model.
/// </summary>
internal sealed class RandomCircuits(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A tree on that many qubits, ancillas included or less.</summary>
    public static (Operation Operation, UnitaryModel Model) Create(int seed, int qubits)
    {
        var circuits = new RandomCircuits(seed);
        while (true)
        {
            int data = Math.Max(1, qubits - circuits.random.Next(3));
            var tree = circuits.Tree(data, 3);
            if (tree.Operation.QubitCount <= qubits && tree.Operation.Cost.Gates << tree.Operation.QubitCount <= 400_000)
            {
                return tree;
            }
        }
    }

    private (Operation Operation, UnitaryModel Model) Tree(int n, int depth)
    {
        if (depth == 0)
        {
            return Leaf(n);
        }

        switch (random.Next(12))
        {
            case 0:
                var inverse = Tree(n, depth - 1);
                return (inverse.Operation.Adjoint(), inverse.Model.Adjoint());
            case 1 when n > 1:
                var controlled = Tree(n - 1, depth - 1);
                return (controlled.Operation.Controlled(), controlled.Model.Controlled());
            case 2:
                var body = Tree(n, depth - 1);
                int count = random.Next(4) == 0 ? 17 + random.Next(4) : random.Next(4);
                return (new Repetition(body.Operation, count), body.Model.Times(count));
            case 3:
                return Conjugated(n, depth - 1);
            case 4 when n > 2:
                return Selected(n, depth - 1);
            case 5 when n > 1:
                int controls = random.Next(n);
                var inner = Tree(n - controls, depth - 1);
                return (new LinearMultiControlled(inner.Operation, controls), inner.Model.Controlled(controls));
            case 6 when n > 1:
                return Estimation(n, depth - 1);
            case 7:
                return Amplified(n, depth - 1);
            default:
                return Sequence(n, depth - 1);
        }
    }

    private (Operation Operation, UnitaryModel Model) Sequence(int n, int depth)
    {
        var parts = Enumerable.Range(0, 1 + random.Next(5)).Select(_ =>
        {
            int k = 1 + random.Next(n);
            return (Tree: Tree(k, random.Next(depth + 1)), Qubits: Places(n, k));
        }).ToList();

        // The same object in more than one place.
        var again = parts[random.Next(parts.Count)];
        parts.Add((again.Tree, Places(n, again.Tree.Model.Qubits)));
        return (
            CompositeOperation.SharingAncillas("sequence", n, [.. parts.Select(part => new Placement(part.Tree.Operation, part.Qubits))]),
            UnitaryModel.InTurn(n, parts.Select(part => (part.Tree.Model, part.Qubits))));
    }

    private (Operation Operation, UnitaryModel Model) Conjugated(int n, int depth)
    {
        int k = 1 + random.Next(n);
        var outer = Tree(n, depth);
        var inner = Tree(k, depth);
        var places = Places(n, k);
        int ancillas = Math.Max(outer.Operation.CleanAncillaCount, inner.Operation.CleanAncillaCount);
        ImmutableArray<int> all = [.. Enumerable.Range(0, n)];
        return (
            new Conjugation(
                "conjugation",
                n + ancillas,
                new Placement(outer.Operation, [.. all, .. Enumerable.Range(n, outer.Operation.CleanAncillaCount)]),
                new Placement(inner.Operation, [.. places, .. Enumerable.Range(n, inner.Operation.CleanAncillaCount)]),
                ancillas),
            UnitaryModel.InTurn(n, [(outer.Model, all), (inner.Model, places), (outer.Model.Adjoint(), all)]));
    }

    private (Operation Operation, UnitaryModel Model) Selected(int n, int depth)
    {
        int address = 1 + random.Next(Math.Min(2, n - 1));
        int system = n - address;
        var choices = Enumerable.Range(0, 2).Select(_ => Tree(system, depth)).ToArray();
        var trees = Enumerable.Range(0, (1 << (address - 1)) + 1 + random.Next(1 << (address - 1)))
            .Select(_ => choices[random.Next(2)]).ToArray();
        return (
            new UnaryIteration([.. trees.Select(tree => tree.Operation)]),
            UnitaryModel.Selected(address, [.. trees.Select(tree => tree.Model)]));
    }

    private (Operation Operation, UnitaryModel Model) Estimation(int n, int depth)
    {
        int clock = 1 + random.Next(Math.Min(3, n - 1));
        var unitary = Tree(n - clock, depth);
        ImmutableArray<int> system = [.. Enumerable.Range(clock, n - clock)];
        ImmutableArray<int> clockQubits = [.. Enumerable.Range(0, clock)];
        return (
            new EigenphaseEstimation(unitary.Operation, clock),
            UnitaryModel.InTurn(n, [
                .. clockQubits.Select(q => (Hadamard, (ImmutableArray<int>)[q])),
                .. clockQubits.Select(q => (unitary.Model.Times(1 << (clock - 1 - q)).Controlled(), (ImmutableArray<int>)[q, .. system])),
                (Fourier(clock).Adjoint(), clockQubits)]));
    }

    private (Operation Operation, UnitaryModel Model) Amplified(int n, int depth)
    {
        var prepare = Tree(n, depth);
        var good = Places(n, 1 + random.Next(n));
        ImmutableArray<int> all = [.. Enumerable.Range(0, n)];
        int iterations = random.Next(3);
        bool fixedPoint = random.Next(2) == 0;
        double delta = 0.1 + 0.8 * random.NextDouble();
        double gamma = 1 / Math.Cosh(Math.Acosh(1 / delta) / (2 * iterations + 1));
        double Alpha(int j) => 2 * Math.Atan(1 / (Math.Tan(2 * Math.PI * j / (2 * iterations + 1)) * Math.Sqrt(1 - gamma * gamma)));
        var model = new List<(UnitaryModel, ImmutableArray<int>)> { (prepare.Model, all) };
        for (int j = 1; j <= iterations; j++)
        {
            double onGood = fixedPoint ? -Alpha(iterations - j + 1) : Math.PI;
            double onZero = fixedPoint ? -Alpha(j) : Math.PI;
            model.Add((UnitaryModel.Diagonal(good.Length, x => x == (1 << good.Length) - 1 ? Phase(onGood) : 1), good));
            model.Add((prepare.Model.Adjoint(), all));
            model.Add((UnitaryModel.Diagonal(n, x => x == 0 ? -Phase(onZero) : -1), all));
            model.Add((prepare.Model, all));
        }

        return (
            fixedPoint
                ? new FixedPointAmplification(prepare.Operation, good, iterations, delta)
                : new AmplitudeAmplification(prepare.Operation, good, iterations),
            UnitaryModel.InTurn(n, model));
    }

    private (Operation Operation, UnitaryModel Model) Leaf(int n)
    {
        int kind = random.Next(20);
        double angle = random.Next(3) == 0 ? random.Next(-9, 10) * (Math.PI / 4) : 14 * random.NextDouble() - 7;
        int size = 1 << n;
        switch (kind)
        {
            case 0 or 1 or 2:
                return OneQubitGate(n, angle);
            case 3:
                int borrowed = random.Next(n);
                int controls = n - 1 - borrowed;
                return (
                    new MultiControlledX(controls, borrowed),
                    UnitaryModel.Permutation(n, x => x >> (borrowed + 1) == (1 << controls) - 1 ? x ^ (1 << borrowed) : x));
            case 4:
                return (new MultiControlledPhase(n, angle), UnitaryModel.Diagonal(n, x => x == size - 1 ? Phase(angle) : 1));
            case 5:
                var axis = (RotationAxis)random.Next(3);
                int free = random.Next(n);
                var rotation = Rotation(axis, angle).Controlled(n - 1 - free);
                return (
                    new MultiControlledRotation(n - 1 - free, axis, angle, free),
                    rotation.On(n, [.. Enumerable.Range(0, n - free)]));
            case 6:
                var about = random.Next(2) == 0 ? RotationAxis.Y : RotationAxis.Z;
                double[] angles = [.. Enumerable.Range(0, size / 2).Select(_ => random.NextDouble() * 6 - 3)];
                return (
                    new MultiplexedRotation(about, [.. angles]), UnitaryModel.Selected(n - 1, [.. angles.Select(a => Rotation(about, a))]));
            case 7:
                double[] phases = [.. Enumerable.Range(0, size).Select(_ => random.NextDouble() * 6 - 3)];
                return (new DiagonalPhase([.. phases]), UnitaryModel.Diagonal(n, x => Phase(phases[x])));
            case 8:
                var (i, j) = Pair(size);
                var plane = (RotationAxis)random.Next(3);
                var two = Rotation(plane, angle);
                var columns = new[] { two.Apply([1, 0]), two.Apply([0, 1]) };
                return (
                    new TwoLevelRotation(n, i, j, plane, angle),
                    UnitaryModel.Of(n, (row, column) => column == i || column == j
                        ? row == i ? columns[column == i ? 0 : 1][0] : row == j ? columns[column == i ? 0 : 1][1] : 0
                        : row == column ? 1 : 0));
            case 9:
                var (a, b) = Pair(size);
                return (new BasisTransposition(n, a, b), UnitaryModel.Permutation(n, x => x == a ? b : x == b ? a : x));
            case 10:
                return (new QuantumFourierTransform(n), Fourier(n));
            case 11:
                return (new ZeroPhase(n, angle), UnitaryModel.Diagonal(n, x => x == 0 ? Phase(angle) : 1));
            case 12:
                return (new Increment(n), UnitaryModel.Permutation(n, x => (x + 1) % size));
            case 13 when n % 2 == 0:
                int half = (1 << (n / 2)) - 1;
                return (new RegisterAddition(n / 2), UnitaryModel.Permutation(n, x => (x & ~half) | (((x >> (n / 2)) + x) & half)));
            case 14:
                int addend = random.Next(-1, size + 1);
                return (new ConstantAddition(n, addend), UnitaryModel.Permutation(n, x => (x + addend + size) % size));
            case 15 when n % 2 == 1 && n > 1:
                int k = (n - 1) / 2;
                return (
                    new RegisterComparison(k),
                    UnitaryModel.Permutation(n, x => x ^ (x >> (k + 1) < ((x >> 1) & ((1 << k) - 1)) ? 1 : 0)));
            case 16 when n > 1:
                int limit = random.Next(-1, size);
                return (new ConstantComparison(n - 1, limit), UnitaryModel.Permutation(n, x => x ^ (x >> 1 < limit ? 1 : 0)));
            case 17:
                int width = random.Next(n + 1);
                int address = n - width;
                int least = address == 0 ? 1 : (1 << (address - 1)) + 1;
                long[] words = [.. Enumerable.Range(0, random.Next(least, (1 << address) + 1)).Select(_ => (long)random.Next(1 << width))];
                return (
                    new TableLookup([.. words], width),
                    UnitaryModel.Permutation(n, x => x >> width < words.Length ? x ^ (int)words[x >> width] : x));
            case 18 when n <= 4:
                return Orthogonal(n);
            case 19:
                // No definition but its first column, which other tests hold it to: the gates stand for the rest.
                int support = Math.Min(size, 1 + random.Next(4));
                Operation prepare = random.Next(2) == 0
                    ? SparseStatePreparation.OfComplex(n, Places(size, support), [.. Many(support)])
                    : DenseStatePreparation.OfComplex([.. Many(size)]);
                return OfGates(prepare);
            default:
                return n >= 3
                    ? (OnSome(n, RelativePhaseToffoli.Instance, [0, 1, 2]), RelativePhases.On(n, 0, 1, 2))
                    : OneQubitGate(n, angle);
        }
    }

    private Complex Amplitude() => new(random.NextDouble() - 0.5, random.Next(2) * (random.NextDouble() - 0.5));

    private Complex[] Many(int count) => [.. Enumerable.Range(0, count).Select(_ => Amplitude())];

    private static (Operation Operation, UnitaryModel Model) OfGates(Operation operation)
    {
        var columns = DenseModel.Matrix(operation.QubitCount, v => DenseModel.RunGates(operation, v));
        return (operation, UnitaryModel.Of(operation.QubitCount, (row, column) => columns[column][row]));
    }

    private (Operation Operation, UnitaryModel Model) OneQubitGate(int n, double angle)
    {
        double r = Math.Sqrt(0.5);
        var i = Complex.ImaginaryOne;
        int q = random.Next(n);
        (Gate Gate, Complex[] Entries)[] gates = [
            (Gate.X, [0, 1, 1, 0]), (Gate.Y, [0, -i, i, 0]), (Gate.Z, [1, 0, 0, -1]), (Gate.H, [r, r, r, -r]), (Gate.S, [1, 0, 0, i]),
            (Gate.SAdjoint, [1, 0, 0, -i]), (Gate.T, [1, 0, 0, new Complex(r, r)]), (Gate.TAdjoint, [1, 0, 0, new Complex(r, -r)])];
        int which = random.Next(gates.Length + 6);
        if (which < gates.Length)
        {
            var (gate, entries) = gates[which];
            return (OnSome(n, gate, [q]), UnitaryModel.Of(1, (row, column) => entries[2 * row + column]).On(n, q));
        }

        switch (which - gates.Length)
        {
            case 0 or 1 or 2:
                var axis = (RotationAxis)(which - gates.Length);
                Gate rotation = axis switch { RotationAxis.X => Gate.RX(angle), RotationAxis.Y => Gate.RY(angle), _ => Gate.RZ(angle) };
                return (OnSome(n, rotation, [q]), Rotation(axis, angle).On(n, q));
            case 3 when n > 1:
                var places = Places(n, 2);
                return (OnSome(n, Gate.CX, places), UnitaryModel.Permutation(2, x => x < 2 ? x : 5 - x).On(n, [.. places]));
            case 4 when n > 1:
                var swapped = Places(n, 2);
                return (OnSome(n, Swap.Instance, swapped), UnitaryModel.Permutation(2, x => (x >> 1) | ((x & 1) << 1)).On(n, [.. swapped]));
            default:
                return (OnSome(n, Gate.GlobalPhase(angle), []), UnitaryModel.Diagonal(0, _ => Phase(angle)).On(n));
        }
    }

    private static CompositeOperation OnSome(int n, Operation operation, ImmutableArray<int> qubits) =>
        new(operation.Name, n, [new Placement(operation, qubits)]);

    private (Operation Operation, UnitaryModel Model) Orthogonal(int n)
    {
        int size = 1 << n;
        var matrix = new double[size, size];
        for (int i = 0; i < size; i++)
        {
            matrix[i, i] = random.Next(2) * 2 - 1;
        }

        // Givens rotations of a signed identity.
        for (int turn = 0; turn < 2 * size; turn++)
        {
            var (i, j) = Pair(size);
            double t = random.NextDouble() * 6;
            for (int row = 0; row < size; row++)
            {
                (matrix[row, i], matrix[row, j]) = (
                    Math.Cos(t) * matrix[row, i] - Math.Sin(t) * matrix[row, j],
                        Math.Sin(t) * matrix[row, i] + Math.Cos(t) * matrix[row, j]);
            }
        }

        return (OrthogonalTransform.Of(matrix), UnitaryModel.Of(n, (row, column) => matrix[row, column]));
    }

    private (int First, int Second) Pair(int size)
    {
        int first = random.Next(size);
        return (first, (first + 1 + random.Next(size - 1)) % size);
    }

    private ImmutableArray<int> Places(int n, int count)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        random.Shuffle(order);
        return [.. order.Take(count)];
    }

    private static UnitaryModel Hadamard => UnitaryModel.Of(1, (row, column) => (row & column) == 1 ? -Math.Sqrt(0.5) : Math.Sqrt(0.5));

    // Z on the third where the first alone is 1, Y where both are.
    private static UnitaryModel RelativePhases => UnitaryModel.Of(3, (row, column) => (row, column) switch
    {
        (6, 7) => -Complex.ImaginaryOne,
        (7, 6) => Complex.ImaginaryOne,
        (5, 5) => -1,
        (< 6, < 6) when row == column => 1,
        _ => 0,
    });

    private static UnitaryModel Fourier(int n) => UnitaryModel.Of(
        n, (row, column) => Complex.FromPolarCoordinates(Math.Pow(2, -n / 2.0), 2 * Math.PI * (row * column % (1 << n)) / (1 << n)));

    private static Complex Phase(double angle) => new(Math.Cos(angle), Math.Sin(angle));

    private static UnitaryModel Rotation(RotationAxis axis, double angle)
    {
        double c = Math.Cos(angle / 2);
        double s = Math.Sin(angle / 2);
        var i = Complex.ImaginaryOne;
        Complex[] entries = axis switch
        {
            RotationAxis.X => [c, -i * s, -i * s, c],
            RotationAxis.Y => [c, -s, s, c],
            _ => [new Complex(c, -s), 0, 0, new Complex(c, s)],
        };
        return UnitaryModel.Of(1, (row, column) => entries[2 * row + column]);
    }
}
