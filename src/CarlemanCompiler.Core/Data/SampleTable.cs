using System.Collections.Immutable;
using System.Globalization;

namespace CarlemanCompiler.Data;

/// <summary>
/// The samples of a data set: chosen numeric columns of a CSV, row-major, as <see cref="Dynamics.GradientStructure.Moments"/> reads them.
/// The compiler and the program read data through this one type.
/// </summary>
public sealed class SampleTable
{
    private readonly double[] values;

    private SampleTable(ImmutableArray<string> columns, double[] values)
    {
        Columns = columns;
        this.values = values;
    }

    /// <summary>Names of the columns of one sample.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Numbers in one sample.</summary>
    public int Width => Columns.Length;

    /// <summary>Number of samples.</summary>
    public int Count => values.Length / Width;

    /// <summary>All samples, one after the other, <see cref="Width"/> numbers each.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>One sample.</summary>
    public ReadOnlySpan<double> this[int index] => Values.Slice(index * Width, Width);

    /// <summary>A table of numbers that are already in memory.</summary>
    /// <param name="columns">One name or more.</param>
    /// <param name="values">Finite numbers, row-major.</param>
    public static SampleTable FromValues(IReadOnlyList<string> columns, ReadOnlySpan<double> values)
    {
        if (columns.Count == 0 || values.IsEmpty || values.Length % columns.Count != 0)
        {
            throw new ArgumentException($"{values.Length} numbers are not one or more samples of {columns.Count} columns.", nameof(values));
        }

        foreach (double value in values)
        {
            if (double.IsNaN(value) || double.IsInfinity(value))
            {
                throw new ArgumentException("Samples are finite numbers.", nameof(values));
            }
        }

        return new SampleTable([.. columns], values.ToArray());
    }

    /// <summary>
    /// Reads the named columns of a comma-separated text with a header line. Lines that start with # are comments; fields may be quoted; numbers are in
    /// invariant culture. Nothing is dropped silently: whatever is not a finite number in a wanted column is an error.
    /// </summary>
    /// <param name="csv">The text.</param>
    /// <param name="fileName">Named in errors.</param>
    /// <param name="columns">Wanted columns, in the order of a sample.</param>
    /// <exception cref="DataFormatException">The text has no header or no rows, lacks a wanted column or names it twice, a row has another number of fields than
    /// the header, or a wanted field is not a finite number.</exception>
    public static SampleTable Parse(string csv, string fileName, IReadOnlyList<string> columns)
    {
        if (columns.Count == 0)
        {
            throw new ArgumentException("At least one column is needed.", nameof(columns));
        }

        string[]? header = null;
        var places = new int[columns.Count];
        var values = new List<double>();
        int lineNumber = 0;
        foreach (string line in csv.Split('\n'))
        {
            lineNumber++;
            string text = (lineNumber == 1 ? line.TrimStart('\uFEFF') : line).TrimEnd('\r');
            if (text.Trim().Length == 0 || text[0] == '#')
            {
                continue;
            }

            var fields = Fields(text, fileName, lineNumber);
            if (header is null)
            {
                header = [.. fields];
                for (int c = 0; c < places.Length; c++)
                {
                    places[c] = PlaceOf(header, columns[c], fileName, lineNumber);
                }

                continue;
            }

            if (fields.Count != header.Length)
            {
                throw new DataFormatException(fileName, lineNumber, null, $"the row has {fields.Count} fields, the header {header.Length}");
            }

            for (int c = 0; c < places.Length; c++)
            {
                string field = fields[places[c]].Trim();
                if (!double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
                    || double.IsNaN(value) || double.IsInfinity(value))
                {
                    throw new DataFormatException(fileName, lineNumber, columns[c], $"'{field}' is not a finite number");
                }

                values.Add(value);
            }
        }

        return values.Count == 0
            ? throw new DataFormatException(fileName, lineNumber, null, header is null ? "the file has no header line" : "the file has no rows")
            : new SampleTable([.. columns], [.. values]);
    }

    private static int PlaceOf(string[] header, string column, string fileName, int lineNumber)
    {
        var places = Enumerable.Range(0, header.Length).Where(h => header[h].Trim() == column).ToArray();
        return places.Length switch
        {
            1 => places[0],
            0 => throw new DataFormatException(fileName, lineNumber, column, $"there is no such column; the header has {string.Join(", ", header)}"),
            _ => throw new DataFormatException(fileName, lineNumber, column, "the header names this column more than once"),
        };
    }

    private static List<string> Fields(string line, string fileName, int lineNumber)
    {
        var fields = new List<string>();
        for (int at = 0; at <= line.Length;)
        {
            if (at < line.Length && line[at] == '"')
            {
                int end = at + 1;
                var field = new System.Text.StringBuilder();
                for (; ; end++)
                {
                    if (end >= line.Length)
                    {
                        throw new DataFormatException(fileName, lineNumber, null, "a quoted field is not closed");
                    }

                    if (line[end] != '"')
                    {
                        field.Append(line[end]);
                    }
                    else if (end + 1 < line.Length && line[end + 1] == '"')
                    {
                        field.Append(line[end++]);
                    }
                    else
                    {
                        break;
                    }
                }

                if (end + 1 < line.Length && line[end + 1] != ',')
                {
                    throw new DataFormatException(fileName, lineNumber, null, "text follows a closed quote");
                }

                fields.Add(field.ToString());
                at = end + 2;
                if (end + 1 == line.Length)
                {
                    break;
                }
            }
            else
            {
                int comma = line.IndexOf(',', at);
                int end = comma < 0 ? line.Length : comma;
                fields.Add(line.Substring(at, end - at));
                at = end + 1;
            }
        }

        return fields;
    }
}
