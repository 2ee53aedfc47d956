using System.Runtime.InteropServices;

namespace CarlemanCompiler.Engine;

/// <summary>
/// Writes and reads the state of a history run: header, hash of the header, y(t), the recorded weights, hash of all that. All numbers are
/// little-endian. docs/checkpoints.md says what stands where.
/// </summary>
internal static class CheckpointFile
{
    /// <summary>
    /// Replaces the file in one move, once the new one is whole and on the disk: whenever the process dies, the old file or the new one is
    /// there. O(D + recorded numbers); no second copy of the vector is made.
    /// </summary>
    /// <remarks>The temporary file has one name, so that a killed run leaves at most one behind, which the next overwrites.</remarks>
    /// <param name="path">The file; its folder is made if there is none.</param>
    /// <param name="identity">Whose state it is.</param>
    /// <param name="step">t.</param>
    /// <param name="y">y(t), D numbers.</param>
    /// <param name="rows">The recorded weights, n numbers each.</param>
    public static void Write<T>(string path, RunIdentity identity, int step, ReadOnlySpan<T> y, IReadOnlyList<double[]> rows)
        where T : unmanaged
    {
        RequireLittleEndian();
        string full = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(full) ?? throw new CheckpointException($"{path}: a folder, where a file was expected.");
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(full)}.tmp");
        var header = new CheckpointHeader(identity, step, rows.Count);
        try
        {
            // The whole length is asked for at once: a full disk is found before the first byte.
            var options = new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 0,
                PreallocationSize = header.FileBytes,
            };
            using (var stream = new FileStream(temporary, options))
            {
                using var writer = new HashedWriter(stream);
                Span<byte> first = stackalloc byte[CheckpointHeader.Bytes];
                header.Write(first);
                writer.Write(first);
                writer.WriteHash();
                writer.Write(MemoryMarshal.AsBytes(y));
                foreach (double[] row in rows)
                {
                    writer.Write(MemoryMarshal.AsBytes<double>(row));
                }

                writer.WriteHash();
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>
    /// Reads y(t) into place and returns t and the recorded weights. Nothing is taken from the file's word: sizes follow from the run, and
    /// both hashes are checked.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="identity">The run that wants to go on.</param>
    /// <param name="lastStep">The largest t that is of use.</param>
    /// <param name="y">D numbers, overwritten; without meaning after an exception.</param>
    /// <exception cref="CheckpointException">The file is damaged, cut off, of an unknown version, of another run, or past the last step.</exception>
    public static (int Step, List<double[]> Rows) Read<T>(string path, RunIdentity identity, int lastStep, Span<T> y)
        where T : unmanaged
    {
        RequireLittleEndian();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
        using var reader = new HashedReader(stream);
        try
        {
            var header = ReadHeader(path, stream, reader);
            Check(path, header, identity, lastStep);
            reader.Read(MemoryMarshal.AsBytes(y));
            var rows = new List<double[]>(header.Rows);
            for (int row = 0; row < header.Rows; row++)
            {
                double[] weights = GC.AllocateUninitializedArray<double>(identity.WeightCount);
                reader.Read(MemoryMarshal.AsBytes(weights.AsSpan()));
                rows.Add(weights);
            }

            return reader.ReadHash() ? (header.Step, rows) : throw Damaged(path);
        }
        catch (EndOfStreamException)
        {
            throw new CheckpointException($"{path}: the checkpoint was cut off after {stream.Length} bytes. {WayOut}");
        }
    }

    private const string WayOut = "Delete it or name another file.";

    private static CheckpointHeader ReadHeader(string path, FileStream stream, HashedReader reader)
    {
        Span<byte> bytes = stackalloc byte[CheckpointHeader.Bytes];
        reader.Read(bytes[..CheckpointHeader.PrefixBytes]);
        if (!CheckpointHeader.HasMagic(bytes))
        {
            throw new CheckpointException($"{path}: not a checkpoint of a history run. Name another file.");
        }

        int version = CheckpointHeader.VersionOf(bytes);
        if (version != CheckpointHeader.Version)
        {
            throw new CheckpointException(
                $"{path}: a checkpoint of version {version}; this program reads version {CheckpointHeader.Version}. {WayOut}");
        }

        reader.Read(bytes[CheckpointHeader.PrefixBytes..]);
        if (!reader.ReadHash())
        {
            throw Damaged(path);
        }

        var header = CheckpointHeader.Read(bytes);
        return header.FileBytes == stream.Length
            ? header
            : throw new CheckpointException(
                $"{path}: the checkpoint has {stream.Length} bytes and should have {header.FileBytes}; it was cut off or written over. {WayOut}");
    }

    private static void Check(string path, CheckpointHeader header, RunIdentity identity, int lastStep)
    {
        var differences = identity.DifferencesOf(header.Identity);
        if (differences.Count > 0)
        {
            throw new CheckpointException($"{path}: the checkpoint of another run: {string.Join(", ", differences)}. {WayOut}");
        }

        if (header.Step < 0 || header.Rows != CheckpointHeader.RowsAt(header.Step, identity.RecordEvery))
        {
            throw Damaged(path);
        }

        if (header.Step > lastStep)
        {
            throw new CheckpointException(
                $"{path}: the checkpoint stands at step {header.Step}, past the {lastStep} steps that are asked for. "
                + "Ask for more steps, delete it or name another file.");
        }
    }

    private static CheckpointException Damaged(string path) =>
        new($"{path}: the checkpoint does not have the SHA-256 that it states: it is damaged. {WayOut}");

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Checkpoints are written and read on little-endian machines only.");
        }
    }
}
