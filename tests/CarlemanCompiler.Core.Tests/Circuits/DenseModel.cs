using System.Collections.Immutable;
using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>
/// The definition of gates and actions, as slowly and plainly as it can be written: the reference that circuits are held against. It
/// shares no code with the operations or the simulator. Qubit 0 is the most significant bit.
/// </summary>
internal static class DenseModel
{
    private static readonly Complex I = Complex.ImaginaryOne;

    /// <summary>The gates of the flattened tree, applied to a vector.</summary>
    public static Complex[] RunGates(Operation operation, Complex[] vector)
    {
        var result = (Complex[])vector.Clone();
        foreach (var placement in operation.Flatten([.. Enumerable.Range(0, operation.QubitCount)]))
        {
            Apply(placement.Gate, placement.Qubits, operation.QubitCount, result);
        }

        return result;
    }

    /// <summary>The declared action, applied to a vector.</summary>
    public static Complex[] RunAction(Operation operation, Complex[] vector) => Run(operation.Action, operation.QubitCount, vector);

    /// <summary>Columns of the matrix that a function of vectors is.</summary>
    public static Complex[][] Matrix(int qubits, Func<Complex[], Complex[]> function) =>
        [.. Enumerable.Range(0, 1 << qubits).Select(i => function(Basis(qubits, i)))];

    public static Complex[] Basis(int qubits, int state)
    {
        var vector = new Complex[1 << qubits];
        vector[state] = 1;
        return vector;
    }

    public static Complex[] Random(int qubits, int seed)
    {
        var random = new Random(seed);
        var vector = Enumerable.Range(0, 1 << qubits).Select(_ => new Complex(random.NextDouble() - 0.5,
            random.NextDouble() - 0.5)).ToArray();
        double norm = Math.Sqrt(vector.Sum(z => z.Real * z.Real + z.Imaginary * z.Imaginary));
        return [.. vector.Select(z => z / norm)];
    }

    public static double Distance(Complex[] x, Complex[] y) => x.Zip(y, (a, b) => (a - b).Magnitude).Max();

    private static void Apply(Gate gate, ImmutableArray<int> qubits, int n, Complex[] v)
    {
        double t = gate.Angle / 2;
        double r = 1 / Math.Sqrt(2);
        switch (gate.Kind)
        {
            case GateKind.GlobalPhase:
                for (int i = 0; i < v.Length; i++)
                {
                    v[i] *= Complex.Exp(I * gate.Angle);
                }

                break;
            case GateKind.CX:
                int control = 1 << (n - 1 - qubits[0]);
                int target = 1 << (n - 1 - qubits[1]);
                for (int i = 0; i < v.Length; i++)
                {
                    if ((i & control) != 0 && (i & target) == 0)
                    {
                        (v[i], v[i | target]) = (v[i | target], v[i]);
                    }
                }

                break;
            default:
                Complex[] m = gate.Kind switch
                {
                    GateKind.X => [0, 1, 1, 0],
                    GateKind.Y => [0, -I, I, 0],
                    GateKind.Z => [1, 0, 0, -1],
                    GateKind.H => [r, r, r, -r],
                    GateKind.S => [1, 0, 0, I],
                    GateKind.SAdjoint => [1, 0, 0, -I],
                    GateKind.T => [1, 0, 0, Complex.Exp(I * Math.PI / 4)],
                    GateKind.TAdjoint => [1, 0, 0, Complex.Exp(-I * Math.PI / 4)],
                    GateKind.RX => [Math.Cos(t), -I * Math.Sin(t), -I * Math.Sin(t), Math.Cos(t)],
                    GateKind.RY => [Math.Cos(t), -Math.Sin(t), Math.Sin(t), Math.Cos(t)],
                    GateKind.RZ => [Complex.Exp(-I * t), 0, 0, Complex.Exp(I * t)],
                    _ => throw new InvalidOperationException($"{gate.Kind} is not in the reference."),
                };
                int bit = 1 << (n - 1 - qubits[0]);
                for (int i = 0; i < v.Length; i++)
                {
                    if ((i & bit) == 0)
                    {
                        var (a, b) = (v[i], v[i | bit]);
                        v[i] = m[0] * a + m[1] * b;
                        v[i | bit] = m[2] * a + m[3] * b;
                    }
                }

                break;
        }
    }

    private static Complex[] Run(QubitAction action, int n, Complex[] v)
    {
        int size = v.Length;
        Assert.Equal(1 << n, size);
        var result = new Complex[size];
        switch (action)
        {
            case MatrixAction dense:
                for (int j = 0; j < size; j++)
                {
                    for (int i = 0; i < size; i++)
                    {
                        result[j] += dense.Matrix[j * size + i] * v[i];
                    }
                }

                return result;
            case OrthogonalAction dense:
                for (int j = 0; j < size; j++)
                {
                    for (int i = 0; i < size; i++)
                    {
                        result[j] += dense.Matrix[j * size + i] * v[i];
                    }
                }

                return result;
            case DiagonalAction diagonal:
                return [.. v.Select((z, i) => z * diagonal.Phases[i])];
            case PermutationAction permutation:
                for (int i = 0; i < size; i++)
                {
                    result[permutation.Image[i]] += v[i];
                }

                return result;
            case MultiplexedAction multiplexed:
                for (int c = 0; c < size / 2; c++)
                {
                    for (int row = 0; row < 2; row++)
                    {
                        result[2 * c + row] = multiplexed.Blocks[4 * c + 2 * row] * v[2 * c] + multiplexed.Blocks[4 * c + 2 * row
                            + 1] * v[2 * c + 1];
                    }
                }

                return result;
            case ControlledAction controlled:
                int inner = n - controlled.ControlCount;
                var tail = Run(controlled.Inner, inner, [.. v.Skip(size - (1 << inner))]);
                return [.. v.Take(size - (1 << inner)), .. tail];
            case SequenceAction sequence:
                var current = v;
                foreach (var part in sequence.Parts)
                {
                    current = RunOn(part.Operation.Action, part.Qubits, n, current);
                }

                return current;
            default:
                throw new InvalidOperationException($"{action.GetType().Name} is not in the reference.");
        }
    }

    // Reads the qubits of the part out of the vector, for each value of the other qubits.
    private static Complex[] RunOn(QubitAction action, ImmutableArray<int> qubits, int n, Complex[] v)
    {
        int k = qubits.Length;
        int Index(int rest, int local)
        {
            int index = rest;
            for (int q = 0; q < k; q++)
            {
                if (((local >> (k - 1 - q)) & 1) != 0)
                {
                    index |= 1 << (n - 1 - qubits[q]);
                }
            }

            return index;
        }

        int mask = Index(0, (1 << k) - 1);
        var result = new Complex[v.Length];
        for (int rest = 0; rest < v.Length; rest++)
        {
            if ((rest & mask) != 0)
            {
                continue;
            }

            var part = Run(action, k, [.. Enumerable.Range(0, 1 << k).Select(local => v[Index(rest, local)])]);
            for (int local = 0; local < part.Length; local++)
            {
                result[Index(rest, local)] = part[local];
            }
        }

        return result;
    }
}
