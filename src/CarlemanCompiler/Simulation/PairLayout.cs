using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CarlemanCompiler.Simulation;

/// <summary>
/// Where the pairs of amplitudes of a one-qubit gate lie. Amplitudes are taken four at a time; a target or control among the two lowest
/// bits then acts between or on the lanes of one vector, which the coefficients take care of, lane by lane.
/// </summary>
/// <param name="Target">Bit of the target.</param>
/// <param name="HighControls">Control bits above the lanes, as a mask of vector indices.</param>
/// <param name="LowControls">Control bits inside a vector, as a mask of lanes.</param>
internal readonly record struct PairLayout(int Target, uint HighControls, int LowControls)
{
    public bool InsideVector => Target < 2;

    /// <summary>Bits of a vector's index that the walk holds fixed.</summary>
    public uint Fixed => InsideVector ? HighControls : HighControls | (1u << (Target - 2));

    /// <summary>Doubles between the two members of a pair.</summary>
    public int Stride => 1 << Target;

    public uint Items(int storedBits) => 1u << (storedBits - 2 - BitOperations.PopCount(Fixed));

    public static PairLayout Of(int target, uint controls) => new(target, controls >> 2, (int)(controls & 3));

    /// <summary>The value in the lanes where all low controls are 1, the identity's value in the others.</summary>
    public Vector256<double> Lanes(double value, double identity)
    {
        int controls = LowControls;
        double Lane(int lane) => (lane & controls) == controls ? value : identity;
        return Vector256.Create(Lane(0), Lane(1), Lane(2), Lane(3));
    }

    /// <summary>Lane coefficients for a target inside the vector: what lane l takes from itself, or from its partner.</summary>
    public Vector256<double> InsideLanes(double whenZero, double whenOne, double identity)
    {
        int controls = LowControls;
        int target = 1 << Target;
        double Lane(int lane) => (lane & controls) != controls ? identity : (lane & target) == 0 ? whenZero : whenOne;
        return Vector256.Create(Lane(0), Lane(1), Lane(2), Lane(3));
    }

    /// <summary>Each lane's partner under a target inside the vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Partner(Vector256<double> lanes, int target) => target == 0
        ? Vector256.Shuffle(lanes, Vector256.Create(1L, 0, 3, 2))
        : Vector256.Shuffle(lanes, Vector256.Create(2L, 3, 0, 1));
}
