using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Random states, unitaries, actions and circuits from a seed.</summary>
internal sealed class RandomQuantum(int seed)
{
    /// <summary>The kinds that <see cref="Action"/> can make.</summary>
    public const int ActionKinds = 10;

    private readonly Random random = new(seed);

    public int Below(int bound) => random.Next(bound);

    public double Gauss() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    public Complex[] State(int qubits)
    {
        var state = Enumerable.Range(0, 1 << qubits).Select(_ => new Complex(Gauss(), Gauss())).ToArray();
        double norm = Math.Sqrt(state.Sum(a => a.Real * a.Real + a.Imaginary * a.Imaginary));
        return [.. state.Select(a => a / norm)];
    }

    /// <summary>Distinct qubits in random order.</summary>
    public int[] Qubits(int count, int of)
    {
        int[] all = [.. Enumerable.Range(0, of)];
        random.Shuffle(all);
        return all[..count];
    }

    /// <summary>A random unitary, row-major, by Gram-Schmidt on Gaussian rows.</summary>
    public Complex[] Unitary(int size, bool real)
    {
        var matrix = new Complex[size * size];
        for (int row = 0; row < size; row++)
        {
            var v = Enumerable.Range(0, size).Select(_ => new Complex(Gauss(), real ? 0 : Gauss())).ToArray();

            // Twice is enough (Kahan and Parlett).
            for (int pass = 0; pass < 2; pass++)
            {
                for (int other = 0; other < row; other++)
                {
                    Complex overlap = 0;
                    for (int i = 0; i < size; i++)
                    {
                        overlap += Complex.Conjugate(matrix[other * size + i]) * v[i];
                    }

                    for (int i = 0; i < size; i++)
                    {
                        v[i] -= overlap * matrix[other * size + i];
                    }
                }
            }

            double norm = Math.Sqrt(v.Sum(a => a.Real * a.Real + a.Imaginary * a.Imaginary));
            for (int i = 0; i < size; i++)
            {
                matrix[row * size + i] = v[i] / norm;
            }
        }

        return matrix;
    }

    /// <summary>An action of the given kind on k ≥ 1 qubits.</summary>
    public QubitAction Action(int kind, int k)
    {
        int size = 1 << k;
        switch (kind)
        {
            case 0:
                return new DiagonalAction([.. Enumerable.Range(0, size).Select(_ => Phase())]);
            case 1:
                int[] image = [.. Enumerable.Range(0, size)];
                random.Shuffle(image);
                return new PermutationAction(image);
            case 2:
                return new OrthogonalAction([.. Unitary(size, real: true).Select(a => a.Real)]);
            case 3:
                return new MatrixAction(Unitary(size, real: false));
            case 4:
                return new MultiplexedAction([.. Enumerable.Range(0, size / 2).SelectMany(_ => Unitary(2, real: false))]);
            case 5:
                int controls = random.Next(1, k + 1);
                return new ControlledAction(
                    controls, k == controls ? new DiagonalAction([Phase()]) : Action(random.Next(ActionKinds), k - controls));
            case 6:
                return new SequenceAction([.. Enumerable.Range(0, 6).Select(_ => Gate(k))]);
            case 7:
                int[] images = [.. Enumerable.Range(0, size)];
                random.Shuffle(images);
                return new PermutationFunctionAction(i => images[i]);
            case 8:
                double[] angles = [.. Enumerable.Range(0, size).Select(_ => 10 * Gauss())];
                return new PhaseFunctionAction(i => angles[i]);
            default:
                return Sparse(size);
        }
    }

    /// <summary>A permutation of columns of 2 × 2 unitaries along the diagonal: two entries a row.</summary>
    private SparseMatrixAction Sparse(int size)
    {
        int[] order = [.. Enumerable.Range(0, size)];
        random.Shuffle(order);
        var values = Enumerable.Range(0, size / 2).SelectMany(_ => Unitary(2, real: false)).ToArray();
        return new SparseMatrixAction(
            [.. Enumerable.Range(0, size + 1).Select(row => 2 * row)],
            [.. Enumerable.Range(0, 2 * size).Select(p => order[p / 4 * 2 + p % 2])],
            values);
    }

    /// <summary>A random gate somewhere on k qubits.</summary>
    public Placement Gate(int k)
    {
        double angle = 10 * Gauss();
        Gate[] gates =
        [
            Circuits.Gate.X, Circuits.Gate.Y, Circuits.Gate.Z, Circuits.Gate.H, Circuits.Gate.S, Circuits.Gate.SAdjoint,
            Circuits.Gate.T, Circuits.Gate.TAdjoint, Circuits.Gate.RX(angle), Circuits.Gate.RY(angle), Circuits.Gate.RZ(angle),
            Circuits.Gate.GlobalPhase(angle), Circuits.Gate.CX, Circuits.Gate.CX, Circuits.Gate.CX,
        ];
        var gate = gates[random.Next(k < 2 ? 12 : gates.Length)];
        return Placement.On(gate, Qubits(gate.QubitCount, k));
    }

    /// <summary>A two-level circuit of random gates on registers a (1 qubit) and b (the others), both measured.</summary>
    public Circuit Circuit(int qubits, int gates)
    {
        var inner = new CompositeOperation("inner", qubits, [.. Enumerable.Range(0, gates / 2).Select(_ => Gate(qubits))]);
        var parts = Enumerable.Range(0, gates / 2).Select(_ => Gate(qubits)).Append(Placement.On(inner, Qubits(qubits, qubits)));
        ImmutableArray<QubitRegister> registers = [new("a", 0, 1), new("b", 1, qubits - 1)];
        return new Circuit("random circuit", new CompositeOperation("root", qubits, [.. parts]), registers, registers);
    }

    private Complex Phase() => Complex.FromPolarCoordinates(1, 2 * Math.PI * random.NextDouble());
}
