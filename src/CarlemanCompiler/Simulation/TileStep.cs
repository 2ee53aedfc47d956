namespace CarlemanCompiler.Simulation;

/// <summary>A step in the coordinates of a tile.</summary>
/// <param name="Kind">Which kernel runs it.</param>
/// <param name="Place">Target and controls among the tile's bits; of two bits the more significant in the matrix is its target.</param>
/// <param name="Second">The other of two bits.</param>
/// <param name="FarControls">Controls on bits of the state outside the tile.</param>
/// <param name="FarValues">The values at which it acts.</param>
/// <param name="Matrix">Where its entries start; of a diagonal the number of its product.</param>
internal readonly record struct TileStep(
    FusedKind Kind, PairPlace Place, int Second, uint FarControls, uint FarValues, int Matrix);
