namespace CarlemanCompiler.Generator.Expansion;

/// <summary>The variables of one call.</summary>
/// <param name="slotCount">Parameters and locals of the method.</param>
/// <param name="outer">For a local function, the call of the method around it.</param>
internal sealed class Frame(int slotCount, Frame? outer)
{
    public Value?[] Slots { get; } = new Value?[slotCount];

    /// <summary>What the method returned; null before that, and for methods that return nothing.</summary>
    public Value? Result { get; set; }

    /// <summary>The frame <paramref name="level"/> methods further out.</summary>
    public Frame Outer(int level) => level == 0 ? this : outer!.Outer(level - 1);
}
