namespace CarlemanCompiler.QuantumSolvers;

/// <summary>How e^{iHt} is run.</summary>
public enum EvolutionStrategy
{
    /// <summary>Whichever takes fewer gates within the tolerance.</summary>
    Cheapest,

    /// <summary><see cref="ExactEvolution"/>.</summary>
    ExactSynthesis,

    /// <summary><see cref="ProductFormulaEvolution"/>.</summary>
    ProductFormula,

    /// <summary>No e^{iHt}: phase estimation of a <see cref="QuantumSolvers.QubitizedWalk"/> (<see cref="HhlSystem"/> only).</summary>
    QubitizedWalk,
}
