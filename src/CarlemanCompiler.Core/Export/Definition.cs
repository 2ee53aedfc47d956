using System.Collections.Immutable;
using CarlemanCompiler.Circuits;

namespace CarlemanCompiler.Export;

/// <summary>An inner node of the circuit tree, once for all the places where the same node stands.</summary>
internal sealed class Definition
{
    public Definition(int id, Operation operation, ImmutableArray<Placement> parts, Definition? nextWithHash)
    {
        Id = id;
        Operation = operation;
        Parts = parts;
        NextWithHash = nextWithHash;
    }

    /// <summary>Place in <see cref="DefinitionTable.Definitions"/>; parts have smaller ones.</summary>
    public int Id { get; }

    /// <summary>The first operation of its kind that was met.</summary>
    public Operation Operation { get; }

    /// <summary>The parts in the order of execution; of a repetition its body, once.</summary>
    public ImmutableArray<Placement> Parts { get; }

    /// <summary>How often the parts are run.</summary>
    public long Count => Operation is Repetition repetition ? repetition.Count : 1;

    /// <summary>Whether this is a repetition.</summary>
    public bool IsLoop => Operation is Repetition;

    /// <summary>How many places name this definition: parts of other definitions and roots.</summary>
    public int Uses { get; set; }

    /// <summary>Whether there is no gate and no phase in it.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>The chain of definitions of one hash.</summary>
    public Definition? NextWithHash { get; }
}
