namespace CarlemanCompiler.Simulation;

/// <summary>A step in the coordinates of a tile.</summary>
/// <param name="Kind">Which kernel runs it.</param>
/// <param name="Place">Target and controls among the tile's bits; of two bits the more significant in the matrix is its target.</param>
/// <param name="Second">The other of two bits, −1 where there is none.</param>
/// <param name="FarControls">Controls on bits of the state outside the tile.</param>
/// <param name="FarValues">The values at which it acts.</param>
/// <param name="Matrix">The number of its 2 × 2 matrix, of its table, or of its product of phases.</param>
internal readonly record struct TileStep(
    FusedKind Kind, PairPlace Place, int Second, uint FarControls, uint FarValues, int Matrix)
{
    /// <summary>Whether it mixes bits below a bit only: it can then run on one piece of the tile after the other.</summary>
    public bool StaysBelow(int bit) => Kind == FusedKind.Diagonal || (Place.Target < bit && Second < bit);
}
