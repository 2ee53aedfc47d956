using System.Security.Cryptography;

namespace CarlemanCompiler.Engine;

/// <summary>Reads bytes and keeps the SHA-256 of them all: the counterpart of <see cref="HashedWriter"/>.</summary>
internal sealed class HashedReader(Stream stream) : IDisposable
{
    private const int PieceBytes = 1 << 18;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Fills the span.</summary>
    /// <exception cref="EndOfStreamException">The file ends before.</exception>
    public void Read(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var piece = bytes[..Math.Min(bytes.Length, PieceBytes)];
            stream.ReadExactly(piece);
            hash.AppendData(piece);
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Whether the hash that comes next is that of all that was read before.</summary>
    public bool ReadHash()
    {
        Span<byte> expected = stackalloc byte[RunIdentity.HashBytes];
        Span<byte> stated = stackalloc byte[RunIdentity.HashBytes];
        hash.GetCurrentHash(expected);
        Read(stated);
        return stated.SequenceEqual(expected);
    }

    public void Dispose() => hash.Dispose();
}
