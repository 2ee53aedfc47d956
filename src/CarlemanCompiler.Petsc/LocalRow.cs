namespace CarlemanCompiler.Petsc;

/// <summary>Takes one row of A and b whose columns have been found on this rank.</summary>
/// <param name="row">Its place among the entries that the rank holds.</param>
/// <param name="constant">Its entry of b.</param>
/// <param name="places">
/// Where its columns are: place p ≥ 0 among the entries that the rank holds, ~p among those that it receives.
/// </param>
/// <param name="values">As many.</param>
internal delegate void LocalRow(int row, double constant, ReadOnlySpan<int> places, ReadOnlySpan<double> values);
