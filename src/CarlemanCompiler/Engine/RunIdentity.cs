using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CarlemanCompiler.Dynamics;
using CarlemanCompiler.Linearization;
using CarlemanCompiler.Polynomials;

namespace CarlemanCompiler.Engine;

/// <summary>
/// All that decides the bits of a history run, and nothing else: two runs of one identity pass through the same vectors, on any number of
/// threads. How far a run has come, and how far it is to go, are not part of it.
/// </summary>
internal sealed record RunIdentity
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    /// <summary>8 for double, 4 for float.</summary>
    public required int ElementBytes { get; init; }

    /// <summary>n.</summary>
    public required int WeightCount { get; init; }

    /// <summary>N.</summary>
    public required int Order { get; init; }

    /// <summary>The basis of y.</summary>
    public required CarlemanBasis Basis { get; init; }

    /// <summary>The largest power of η kept; 0 for all.</summary>
    public required int EtaPowers { get; init; }

    /// <summary>How A is held: the realisations agree to rounding, not to the bit.</summary>
    public required OperatorRealisation Realisation { get; init; }

    /// <summary>γ, compared by its bits.</summary>
    public required double Scale { get; init; }

    /// <summary>Seed of what a run draws at random; 0 where nothing is.</summary>
    public required long Seed { get; init; }

    /// <summary>Steps from one recorded row of weights to the next; 0 where none is recorded.</summary>
    public required int RecordEvery { get; init; }

    /// <summary>D.</summary>
    public required int Dimension { get; init; }

    /// <summary>SHA-256 of the terms of all increments: their monomials and the bits of their coefficients.</summary>
    public required string Dynamics { get; init; }

    /// <summary>SHA-256 of the centre.</summary>
    public required string Centre { get; init; }

    /// <summary>SHA-256 of θ(0).</summary>
    public required string Start { get; init; }

    /// <summary>The identity of a run. O(terms of the gradient).</summary>
    public static unsafe RunIdentity Of<T>(CarlemanOperator<T> map, ReadOnlySpan<double> start, int recordEvery)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => new()
        {
            ElementBytes = sizeof(T),
            WeightCount = map.Dynamics.WeightCount,
            Order = map.Order,
            Basis = map.Basis,
            EtaPowers = map.EtaPowers,
            Realisation = map.Realisation,
            Scale = map.Scale,
            Seed = 0,
            RecordEvery = recordEvery,
            Dimension = map.Dimension,
            Dynamics = HashOf(map.Dynamics),
            Centre = HashOf(map.Dynamics.Centre.AsSpan()),
            Start = HashOf(start),
        };

    /// <summary>What a file says and this run does not, in words; empty when they are the same.</summary>
    /// <param name="file">The identity that the file states.</param>
    public IReadOnlyList<string> DifferencesOf(RunIdentity file)
    {
        var differences = new List<string>();
        Compare("elements", Precision(file.ElementBytes), Precision(ElementBytes));
        Compare("number of weights", file.WeightCount, WeightCount);
        Compare("order", file.Order, Order);
        Compare("basis", file.Basis, Basis);
        Compare("powers of η", Powers(file.EtaPowers), Powers(EtaPowers));
        Compare("operator", file.Realisation, Realisation);
        Compare("scale", file.Scale, Scale);
        Compare("seed", file.Seed, Seed);
        Compare("steps between recorded weights", file.RecordEvery, RecordEvery);
        CompareHash("other coefficients of the dynamics", file.Dynamics, Dynamics);
        CompareHash("another centre", file.Centre, Centre);
        CompareHash("another start", file.Start, Start);
        if (differences.Count == 0)
        {
            Compare("dimension", file.Dimension, Dimension);
        }

        return differences;

        void Compare<TValue>(string what, TValue theirs, TValue ours)
        {
            if (!EqualityComparer<TValue>.Default.Equals(theirs, ours))
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{what} {theirs} (here {ours})"));
            }
        }

        void CompareHash(string what, string theirs, string ours)
        {
            if (theirs != ours)
            {
                differences.Add(what);
            }
        }
    }

    private static string Precision(int elementBytes) => elementBytes == sizeof(float) ? "single" : "double";

    private static string Powers(int powers) => powers == 0 ? "all" : powers.ToString(CultureInfo.InvariantCulture);

    private static string HashOf(ReadOnlySpan<double> numbers) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(numbers)));

    private static string HashOf(GradientDynamics dynamics)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<int> letters = stackalloc int[Polynomial.MaximumDegree];
        Span<byte> number = stackalloc byte[sizeof(int)];
        foreach (var g in dynamics.Increments)
        {
            Append(number, g.TermCount);
            for (int t = 0; t < g.TermCount; t++)
            {
                int degree = g.Letters(t, letters);
                Append(number, degree);
                hash.AppendData(MemoryMarshal.AsBytes(letters[..degree]));
            }

            hash.AppendData(MemoryMarshal.AsBytes(g.Coefficients));
        }

        return Convert.ToHexString(hash.GetHashAndReset());

        void Append(Span<byte> buffer, int value)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, value);
            hash.AppendData(buffer);
        }
    }
}
