using System.Security.Cryptography;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Writes bytes and keeps the SHA-256 of them all. Long spans go from where they are to the file, piece by piece, so that a piece is hashed
/// and written while it is in the cache; short ones are collected.
/// </summary>
internal sealed class HashedWriter(Stream stream) : IDisposable
{
    private const int PieceBytes = 1 << 18;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] collected = new byte[PieceBytes];
    private int count;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= collected.Length - count)
        {
            bytes.CopyTo(collected.AsSpan(count));
            count += bytes.Length;
            return;
        }

        Flush();
        while (bytes.Length > PieceBytes)
        {
            Pass(bytes[..PieceBytes]);
            bytes = bytes[PieceBytes..];
        }

        bytes.CopyTo(collected);
        count = bytes.Length;
    }

    /// <summary>Appends the hash of all that was written before.</summary>
    public void WriteHash()
    {
        Flush();
        Span<byte> value = stackalloc byte[RunIdentity.HashBytes];
        hash.GetCurrentHash(value);
        Pass(value);
    }

    public void Dispose() => hash.Dispose();

    private void Flush()
    {
        Pass(collected.AsSpan(0, count));
        count = 0;
    }

    private void Pass(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        stream.Write(bytes);
    }
}
