using System.Numerics;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Tests.Simulation;

/// <summary>Quantum mechanics by the definition: every action as a full matrix, every state as a plain array. Slow and obvious.</summary>
internal static class DenseModel
{
    /// <summary>The 2^k × 2^k matrix [row, column] of an action on k qubits.</summary>
    public static Complex[,] MatrixOf(QubitAction action, int k)
    {
        int size = 1 << k;
        var matrix = new Complex[size, size];
        switch (action)
        {
            case MatrixAction a:
                Fill((row, column) => a.Matrix[row * size + column]);
                break;
            case OrthogonalAction a:
                Fill((row, column) => a.Matrix[row * size + column]);
                break;
            case DiagonalAction a:
                Fill((row, column) => row == column ? a.Phases[row] : 0);
                break;
            case PermutationAction a:
                Fill((row, column) => a.Image[column] == row ? 1 : 0);
                break;
            case PermutationFunctionAction a:
                Fill((row, column) => a.Image(column) == row ? 1 : 0);
                break;
            case PhaseFunctionAction a:
                Fill((row, column) => row == column ? Complex.FromPolarCoordinates(1, a.Angle(row)) : 0);
                break;
            case SparseMatrixAction a:
                for (int row = 0; row < size; row++)
                {
                    for (int p = a.RowStarts[row]; p < a.RowStarts[row + 1]; p++)
                    {
                        matrix[row, a.Columns[p]] += a.Values[p];
                    }
                }

                break;
            case MultiplexedAction a:
                Fill((row, column) => row / 2 == column / 2 ? a.Blocks[row / 2 * 4 + row % 2 * 2 + column % 2] : 0);
                break;
            case ControlledAction a:
                int inner = 1 << (k - a.ControlCount);
                var block = MatrixOf(a.Inner, k - a.ControlCount);
                Fill((row, column) => row >= size - inner && column >= size - inner
                    ? block[row - (size - inner), column - (size - inner)]
                    : row == column ? 1 : 0);
                break;
            case SequenceAction a:
                Fill((row, column) => row == column ? 1 : 0);
                foreach (var part in a.Parts)
                {
                    matrix = Multiply(Embed(part.Operation.Action, [.. part.Qubits], k), matrix);
                }

                break;
            default:
                throw new NotSupportedException();
        }

        return matrix;

        void Fill(Func<int, int, Complex> entry)
        {
            for (int row = 0; row < size; row++)
            {
                for (int column = 0; column < size; column++)
                {
                    matrix[row, column] = entry(row, column);
                }
            }
        }
    }

    /// <summary>The action on the listed qubits of n, as a 2^n × 2^n matrix.</summary>
    public static Complex[,] Embed(QubitAction action, int[] qubits, int n)
    {
        var small = MatrixOf(action, qubits.Length);
        int size = 1 << n;
        var matrix = new Complex[size, size];
        int others = size - 1;
        foreach (int q in qubits)
        {
            others &= ~(1 << (n - 1 - q));
        }

        for (int row = 0; row < size; row++)
        {
            for (int column = 0; column < size; column++)
            {
                if ((row & others) == (column & others))
                {
                    matrix[row, column] = small[Local(row), Local(column)];
                }
            }
        }

        return matrix;

        int Local(int index) => qubits.Aggregate(0, (value, q) => value * 2 + (index >> (n - 1 - q)) % 2);
    }

    public static Complex[] Multiply(Complex[,] matrix, Complex[] vector)
    {
        var product = new Complex[vector.Length];
        for (int row = 0; row < vector.Length; row++)
        {
            for (int column = 0; column < vector.Length; column++)
            {
                product[row] += matrix[row, column] * vector[column];
            }
        }

        return product;
    }

    private static Complex[,] Multiply(Complex[,] left, Complex[,] right)
    {
        int size = left.GetLength(0);
        var product = new Complex[size, size];
        for (int row = 0; row < size; row++)
        {
            for (int middle = 0; middle < size; middle++)
            {
                if (left[row, middle] == 0)
                {
                    continue;
                }

                for (int column = 0; column < size; column++)
                {
                    product[row, column] += left[row, middle] * right[middle, column];
                }
            }
        }

        return product;
    }
}
