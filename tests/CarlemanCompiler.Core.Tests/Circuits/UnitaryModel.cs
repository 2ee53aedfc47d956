using System.Collections.Immutable;
using System.Numerics;

namespace CarlemanCompiler.Core.Tests.Circuits;

/// <summary>
/// A unitary as its definition says, for differential tests: dense matrices at the leaves, and what adjoint, control and repetition mean
/// above them. It knows no ancillas and shares nothing with the operations. Qubit 0 is the most significant bit.
/// </summary>
internal abstract record UnitaryModel(int Qubits)
{
    public abstract Complex[] Apply(Complex[] v);

    public abstract UnitaryModel Adjoint();

    /// <summary>Columns are images of the basis states.</summary>
    public static UnitaryModel Of(int qubits, Func<int, int, Complex> entry) =>
        new Matrix(qubits, [.. Enumerable.Range(0, 1 << qubits).Select(
        row => Enumerable.Range(0, 1 << qubits).Select(column => entry(row, column)).ToArray())]);

    public static UnitaryModel Permutation(int qubits, Func<int, int> image) => Of(qubits, (row, column) => image(column) == row ? 1 : 0);

    public static UnitaryModel Diagonal(int qubits, Func<int, Complex> phase) =>
        Of(qubits, (row, column) => row == column ? phase(row) : 0);

    public UnitaryModel On(int qubits, params ReadOnlySpan<int> places) => new Sequence(qubits, [(this, [.. places])]);

    public static UnitaryModel InTurn(int qubits, params IEnumerable<(UnitaryModel Model, ImmutableArray<int> Qubits)> parts) =>
        new Sequence(qubits, [.. parts]);

    public UnitaryModel Controlled(int controls = 1) => new Control(this, controls);

    public UnitaryModel Times(long count) => new Sequence(
        Qubits, [.. Enumerable.Repeat((this, (ImmutableArray<int>)[.. Enumerable.Range(0, Qubits)]), (int)count)]);

    /// <summary>One model for each value of the qubits in front.</summary>
    public static UnitaryModel Selected(int addressQubits, UnitaryModel[] models) => new Select(addressQubits, models);

    private sealed record Matrix(int Size, Complex[][] Rows) : UnitaryModel(Size)
    {
        public override Complex[] Apply(Complex[] v) => [.. Rows.Select(row =>
        {
            Complex sum = 0;
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] != Complex.Zero)
                {
                    sum += row[i] * v[i];
                }
            }

            return sum;
        })];

        public override UnitaryModel Adjoint() => Of(Size, (row, column) => Complex.Conjugate(Rows[column][row]));
    }

    private sealed record Control(UnitaryModel Inner, int Controls) : UnitaryModel(Inner.Qubits + Controls)
    {
        public override Complex[] Apply(Complex[] v)
        {
            int rest = v.Length - (1 << Inner.Qubits);
            return [.. v.Take(rest), .. Inner.Apply([.. v.Skip(rest)])];
        }

        public override UnitaryModel Adjoint() => new Control(Inner.Adjoint(), Controls);
    }

    private sealed record Select(int Address, UnitaryModel[] Models) : UnitaryModel(Address + Models[0].Qubits)
    {
        public override Complex[] Apply(Complex[] v)
        {
            int block = 1 << Models[0].Qubits;
            return [.. Enumerable.Range(0, 1 << Address).SelectMany(j =>
            {
                Complex[] part = [.. v.Skip(j * block).Take(block)];
                return j < Models.Length ? Models[j].Apply(part) : part;
            })];
        }

        public override UnitaryModel Adjoint() => new Select(Address, [.. Models.Select(m => m.Adjoint())]);
    }

    private sealed record Sequence(int Total, ImmutableArray<(UnitaryModel Model, ImmutableArray<int> Qubits)> Parts) : UnitaryModel(Total)
    {
        public override Complex[] Apply(Complex[] v)
        {
            var current = v;
            foreach (var (model, qubits) in Parts)
            {
                var places = new int[1 << qubits.Length];
                for (int local = 0; local < places.Length; local++)
                {
                    for (int q = 0; q < qubits.Length; q++)
                    {
                        places[local] |= ((local >> (qubits.Length - 1 - q)) & 1) << (Total - 1 - qubits[q]);
                    }
                }

                var next = new Complex[v.Length];
                for (int rest = 0; rest < v.Length; rest++)
                {
                    if ((rest & places[^1]) == 0)
                    {
                        var part = model.Apply([.. places.Select(place => current[rest | place])]);
                        for (int local = 0; local < part.Length; local++)
                        {
                            next[rest | places[local]] = part[local];
                        }
                    }
                }

                current = next;
            }

            return current;
        }

        public override UnitaryModel Adjoint() =>
            new Sequence(Total, [.. Parts.Reverse().Select(part => (part.Model.Adjoint(), part.Qubits))]);
    }
}
