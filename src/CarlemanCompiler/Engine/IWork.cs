namespace CarlemanCompiler.Engine;

/// <summary>Independent items of one phase of a step.</summary>
internal interface IWork
{
    /// <summary>Does one item with the scratch memory of one worker; no two items run on one worker at a time.</summary>
    void Do(int item, int worker);
}
