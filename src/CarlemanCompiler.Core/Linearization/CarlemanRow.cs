namespace CarlemanCompiler.Linearization;

/// <summary>Receives one row of A and b; the spans hold for the duration of the call.</summary>
/// <param name="row">Index of the row in y, 0..D−1.</param>
/// <param name="constant">b at this row.</param>
/// <param name="columns">Columns of A's nonzeros, 0..D−1, ascending, each once.</param>
/// <param name="values">Their values, none zero.</param>
public delegate void CarlemanRow(long row, double constant, ReadOnlySpan<long> columns, ReadOnlySpan<double> values);
