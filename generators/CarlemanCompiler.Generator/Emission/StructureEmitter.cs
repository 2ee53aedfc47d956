using System.Globalization;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Generator.Language;

namespace CarlemanCompiler.Generator.Emission;

/// <summary>The gradient over data moments as tables: parallel arrays, one group per tensor F_ℓ.</summary>
internal static class StructureEmitter
{
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
                WriteMoments(writer, structure, names);
                writer.Write($"momentCount: {structure.MomentCount},");
                writer.Write("tensors:");
                WriteTensors(writer, structure);
            }
        }
    }

    private static void WriteMoments(IndentedWriter writer, GradientStructure structure, ModelNames names)
    {
        if (structure.SampleWidth == 0)
        {
            writer.Write("momentExponents: [],");
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

        writer.Write("],");
    }

    private static void WriteTensors(IndentedWriter writer, GradientStructure structure)
    {
        writer.Write("[");
        using (writer.Indent())
        {
            foreach (var tensor in structure.Tensors)
            {
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
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int k = 0; k < tensor.EntryCount; k++)
        {
            var word = tensor.Word(k).ToArray();
            if (seen.Add(Literals.Of(tensor.Rows[k]) + ":" + string.Join(",", word)))
            {
                count += Arrangements(word);
            }
        }

        return count < 1e15 ? count.ToString("F0", CultureInfo.InvariantCulture) : count.ToString("G4", CultureInfo.InvariantCulture);
    }

    private static double Arrangements(int[] ascendingWord)
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
}
