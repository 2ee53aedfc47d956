using System.Globalization;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>The gradient over data moments as tables: parallel arrays, one group per tensor F_ℓ.</summary>
internal static class StructureEmitter
{
    /// <summary>Exponents that are written out as a table; more are mostly zeros, and data monomials are written as words.</summary>
    private const int ExponentLimit = 1_000;

    public static void Emit(IndentedWriter writer, LossSignature signature, GradientStructure structure, CancellationToken cancellation)
    {
        var names = new ModelNames(signature);
        writer.Write($"""
            /// <summary>
            /// The gradient sorted by what is known when: which component, which word of weights and which data moment is known here, the moments
            /// (means over the samples of the {structure.MomentCount} monomials below) when the data are. F_ℓ is −η times the table of degree ℓ.
            /// </summary>
            private static global::CarlemanCompiler.Dynamics.GradientStructure {GeneratedNames.Structure}() =>
            """);
        using (writer.Indent())
        {
            writer.Write("global::CarlemanCompiler.Dynamics.GradientStructure.FromTables(");
            using (writer.Indent())
            {
                writer.Write($"""
                    weightCount: {structure.WeightCount},
                    sampleWidth: {structure.SampleWidth},
                    """);
                WriteMoments(writer, structure, names, cancellation);
                writer.Write("tensors:");
                WriteTensors(writer, structure, cancellation);
            }
        }
    }

    private static void WriteMoments(
        IndentedWriter writer, GradientStructure structure, ModelNames names, CancellationToken cancellation)
    {
        if (structure.SampleWidth == 0)
        {
            writer.Write($"""
                momentExponents: [],
                momentCount: {structure.MomentCount},
                """);
            return;
        }

        if (structure.MomentCount * structure.SampleWidth > ExponentLimit)
        {
            WriteMomentWords(writer, structure, cancellation);
            return;
        }

        writer.Write("momentExponents:");
        writer.Write("[");
        using (writer.Indent())
        {
            for (int k = 0; k < structure.MomentCount; k++)
            {
                var exponents = structure.MomentExponents(k);
                var factors = exponents
                    .Select((e, v) => (Exponent: e, Name: names.Read(structure.WeightCount + v)))
                    .Where(f => f.Exponent > 0)
                    .Select(f => f.Exponent == 1 ? f.Name : $"{f.Name}^{Literals.Of(f.Exponent)}")
                    .ToList();
                writer.Write($"{string.Join(", ", exponents.Select(Literals.Of))}, // mean of {(factors.Count == 0 ? "1" : string.Join(" * ", factors))}");
            }
        }

        writer.Write($"""
            ],
            momentCount: {structure.MomentCount},
            """);
    }

    private static void WriteMomentWords(IndentedWriter writer, GradientStructure structure, CancellationToken cancellation)
    {
        var degrees = new List<string>();
        var letters = new List<string>();
        for (int k = 0; k < structure.MomentCount; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var exponents = structure.MomentExponents(k);
            int before = letters.Count;
            for (int v = 0; v < exponents.Length; v++)
            {
                for (int e = exponents[v]; e > 0; e--)
                {
                    letters.Add(Literals.Of(v));
                }
            }

            degrees.Add(Literals.Of(letters.Count - before));
        }

        writer.Write($"momentDegrees: {Literals.Table(degrees, perLine: 40)},");
        writer.Write($"momentLetters: {Literals.Table(letters)},");
    }

    private static void WriteTensors(IndentedWriter writer, GradientStructure structure, CancellationToken cancellation)
    {
        writer.Write("[");
        using (writer.Indent())
        {
            foreach (var tensor in structure.Tensors)
            {
                cancellation.ThrowIfCancellationRequested();
                if (tensor.EntryCount == 0)
                {
                    writer.Write($"new(degree: {tensor.Degree}, rows: [], words: [], moments: [], coefficients: []), // F_{tensor.Degree} = 0");
                    continue;
                }

                writer.Write($"""
                    // F_{tensor.Degree}: {structure.WeightCount} × {ColumnsOf(structure.WeightCount, tensor.Degree)}, {NonzeroCount(tensor)} nonzeros from {tensor.EntryCount} entries.
                    new(
                        degree: {tensor.Degree},
                    """);
                using (writer.Indent())
                {
                    writer.Write($"rows: {Literals.Table([.. tensor.Rows.Select(Literals.Of)])},");
                    writer.Write($"words: {Literals.Table([.. tensor.Letters.Select(Literals.Of)], perLine: tensor.Degree * Math.Max(1, 24 / Math.Max(1, tensor.Degree)))},");
                    writer.Write($"moments: {Literals.Table([.. tensor.Moments.Select(Literals.Of)])},");
                    writer.Write($"coefficients: {Literals.Table([.. tensor.Coefficients.Select(Literals.Of)])}),");
                }
            }
        }

        writer.Write(structure.SampleWeight < 0 ? "]);" : $"],\nsampleWeight: {structure.SampleWeight});");
    }

    private static string ColumnsOf(int weightCount, int degree)
    {
        double columns = Math.Pow(weightCount, degree);
        return columns < 1e9 ? columns.ToString("F0", CultureInfo.InvariantCulture) : $"{weightCount}^{degree}";
    }

    /// <summary>Nonzeros of the symmetrised F_ℓ: every distinct monomial of a row stands on ℓ!/α! words.</summary>
    private static string NonzeroCount(GradientTensor tensor)
    {
        double count = 0;
        var seen = new HashSet<int>(new SamePlace(tensor));
        for (int k = 0; k < tensor.EntryCount; k++)
        {
            count += seen.Add(k) ? Arrangements(tensor.Word(k)) : 0;
        }

        return count < 1e15 ? count.ToString("F0", CultureInfo.InvariantCulture) : count.ToString("G4", CultureInfo.InvariantCulture);
    }

    private static double Arrangements(ReadOnlySpan<int> ascendingWord)
    {
        double count = 1;
        int run = 0;
        for (int i = 0; i < ascendingWord.Length; i++)
        {
            run = i > 0 && ascendingWord[i] == ascendingWord[i - 1] ? run + 1 : 1;
            count = count * (i + 1) / run;
        }

        return count;
    }

    /// <summary>Entries of a tensor are the same when they stand in the same row and have the same word, whatever their moment.</summary>
    private sealed class SamePlace(GradientTensor tensor) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => tensor.Rows[x] == tensor.Rows[y] && tensor.Word(x).SequenceEqual(tensor.Word(y));

        public int GetHashCode(int entry)
        {
            int hash = tensor.Rows[entry];
            foreach (int letter in tensor.Word(entry))
            {
                hash = unchecked(hash * 31 + letter);
            }

            return hash;
        }
    }
}
