using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Core.Tests.Export;

/// <summary>Programs that measure on their way.</summary>
internal static class ExamplePrograms
{
    /// <summary>A random one-qubit state is moved from qubit 0 to qubit 2.</summary>
    public static AdaptiveProgram Teleportation { get; } = new("teleportation", 3, ["first", "second", "moved"], [
        On(Gate.RY(1.1), 0), On(Gate.RZ(0.4), 0), On(Gate.H, 1), On(Gate.CX, 1, 2), On(Gate.CX, 0, 1), On(Gate.H, 0),
        new MeasureStep([0, 1], 0),
        new BranchStep(1, 1, 1, [On(Gate.X, 2)], []),
        new BranchStep(0, 1, 1, [On(Gate.Z, 2)], []),
        On(Gate.RY(0.3), 2),
        new MeasureStep([2], 2)]);

    /// <summary>A loop with a measurement, a branch on its outcome and a reset; an operation that stands in several places.</summary>
    public static AdaptiveProgram Loop { get; } = BuildLoop();

    /// <summary>A comparison of three bits, branches in branches, nothing to do in one arm, and results that are never written.</summary>
    public static AdaptiveProgram Comparison { get; } = new("comparison", 4, ["a", "b", "c", "never", "d"], [
        On(Gate.RY(1), 0), On(Gate.RY(2), 1), On(Gate.RY(1.5), 2),
        new MeasureStep([0, 1, 2], 0),
        new BranchStep(0, 3, 0b101, [On(Gate.X, 3)], [
            new BranchStep(0, 2, 0b10, [], [On(Gate.RY(0.9), 3), new BranchStep(3, 1, 0, [On(Gate.RX(0.2), 3)], [On(Gate.X, 3)])])]),
        new MeasureStep([3], 4),
        new RepeatStep(0, [On(Gate.X, 0)])]);

    /// <summary>All of the above and the program of a circuit.</summary>
    public static IEnumerable<AdaptiveProgram> All => [Teleportation, Loop, Comparison, AdaptiveProgram.Of(ExampleTrees.Tree)];

    private static AdaptiveProgram BuildLoop()
    {
        var mix = new CompositeOperation("mix", 2, [
            .. Enumerable.Range(0, 20).Select(k => Placement.On(Gate.RY(0.3 + 0.1 * k), k % 2)), Placement.On(Gate.CX, 0, 1)]);
        return new AdaptiveProgram("loop", 3, ["flag", "left", "right"], [
            On(mix, 0, 1),
            new RepeatStep(3, [
                On(new Repetition(mix, 2), 1, 2),
                new MeasureStep([2], 0),
                new BranchStep(0, 1, 1, [On(mix, 0, 1), new ResetStep([2])], [On(Gate.H, 0), new RepeatStep(2, [On(mix, 0, 2)])])]),
            new ResetStep([1]),
            On(mix.Adjoint(), 1, 0),
            new MeasureStep([0, 1], 1)]);
    }

    private static UnitaryStep On(Operation operation, params ReadOnlySpan<int> qubits) => new(Placement.On(operation, qubits));
}
