using System.Globalization;

namespace CarlemanCompiler.Data;

/// <summary>Data that cannot be read; the message names the file, the line and, where one is to blame, the column.</summary>
public sealed class DataFormatException : FormatException
{
    /// <summary>An error at a place in a file.</summary>
    public DataFormatException(string fileName, int line, string? column, string reason)
        : base($"{fileName}, line {line.ToString(CultureInfo.InvariantCulture)}{(column is null ? "" : $", column '{column}'")}: {reason}.")
    {
        FileName = fileName;
        Line = line;
        Column = column;
    }

    /// <summary>The file as the caller named it.</summary>
    public string FileName { get; }

    /// <summary>1-based line.</summary>
    public int Line { get; }

    /// <summary>The column's name, if the error belongs to one.</summary>
    public string? Column { get; }
}
