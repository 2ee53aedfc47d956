namespace CarlemanCompiler.Training;

/// <summary>A way to compute the weights after T steps. Engines differ in what they build on the way: nothing, the map, the linear system, the circuit.</summary>
public abstract record TrainingEngine
{
    private protected TrainingEngine()
    {
    }

    /// <summary>Short name for reports.</summary>
    public abstract string Name { get; }

    /// <summary>Trains. Pure: equal problems give equal runs.</summary>
    public abstract TrainingRun Run(TrainingProblem problem);
}
