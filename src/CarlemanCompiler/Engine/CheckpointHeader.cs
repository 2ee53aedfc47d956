using System.Buffers.Binary;
using CarlemanCompiler.Linearization;

namespace CarlemanCompiler.Engine;

/// <summary>
/// The first 168 bytes of a checkpoint: whose it is, how far it has come, and so how long the file is. docs/checkpoints.md has the table.
/// </summary>
/// <param name="Identity">The run that it belongs to.</param>
/// <param name="Step">t.</param>
/// <param name="Rows">Recorded rows of weights.</param>
internal sealed record CheckpointHeader(RunIdentity Identity, int Step, int Rows)
{
    /// <summary>Bytes of a header, its hash not included.</summary>
    public const int Bytes = 168;

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Version = 1;

    /// <summary>Bytes of magic number and version, which every version begins with.</summary>
    public const int PrefixBytes = 12;

    // Not text, so that no transfer in text mode leaves it whole: as PNG has it.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'C', (byte)'A', (byte)'R', (byte)'L', (byte)'\r', (byte)'\n', 0x1A];

    /// <summary>Rows that a run has recorded when it stands at a step.</summary>
    public static int RowsAt(int step, int recordEvery) => recordEvery == 0 ? 0 : step / recordEvery + 1;

    /// <summary>Bytes of the whole file: header, vector, rows, and a hash after the header and at the end.</summary>
    public long FileBytes => checked(
        Bytes + 2 * RunIdentity.HashBytes
        + (long)Identity.ElementBytes * Identity.Dimension
        + sizeof(double) * (long)Rows * Identity.WeightCount);

    /// <summary>Whether the bytes begin as a checkpoint of any version does.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Magic);

    /// <summary>The version that a file states behind the magic number.</summary>
    public static int VersionOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes[Magic.Length..]);

    /// <summary>Reads a header whose magic number, version and hash have been found right.</summary>
    public static CheckpointHeader Read(ReadOnlySpan<byte> bytes) => new(
        new RunIdentity
        {
            ElementBytes = Int(bytes, 12),
            WeightCount = Int(bytes, 16),
            Order = Int(bytes, 20),
            Basis = (CarlemanBasis)Int(bytes, 24),
            EtaPowers = Int(bytes, 28),
            Realisation = (OperatorRealisation)Int(bytes, 32),
            RecordEvery = Int(bytes, 36),
            Scale = BinaryPrimitives.ReadDoubleLittleEndian(bytes[40..]),
            Seed = BinaryPrimitives.ReadInt64LittleEndian(bytes[48..]),
            Dimension = Int(bytes, 56),
            Dynamics = Hash(bytes, 72),
            Centre = Hash(bytes, 104),
            Start = Hash(bytes, 136),
        },
        Int(bytes, 60),
        Int(bytes, 64));

    /// <summary>Writes <see cref="Bytes"/> bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        bytes[..Bytes].Clear();
        Magic.CopyTo(bytes);
        Put(bytes, 8, Version);
        Put(bytes, 12, Identity.ElementBytes);
        Put(bytes, 16, Identity.WeightCount);
        Put(bytes, 20, Identity.Order);
        Put(bytes, 24, (int)Identity.Basis);
        Put(bytes, 28, Identity.EtaPowers);
        Put(bytes, 32, (int)Identity.Realisation);
        Put(bytes, 36, Identity.RecordEvery);
        BinaryPrimitives.WriteDoubleLittleEndian(bytes[40..], Identity.Scale);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[48..], Identity.Seed);
        Put(bytes, 56, Identity.Dimension);
        Put(bytes, 60, Step);
        Put(bytes, 64, Rows);
        Convert.FromHexString(Identity.Dynamics).CopyTo(bytes[72..]);
        Convert.FromHexString(Identity.Centre).CopyTo(bytes[104..]);
        Convert.FromHexString(Identity.Start).CopyTo(bytes[136..]);
    }

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static void Put(Span<byte> bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes[at..], value);

    private static string Hash(ReadOnlySpan<byte> bytes, int at) => Convert.ToHexString(bytes.Slice(at, RunIdentity.HashBytes));
}
