namespace CarlemanCompiler;

/// <summary>
/// Marks how much one sample counts: a <see cref="double"/> s that the loss multiplies itself by (<c>return s * error * error;</c>). Training
/// then minimises Σ_k L_k / Σ_k s_k, the weighted mean, so that the numbers need not be normalised. A loss has at most one, and has to be
/// proportional to it.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class SampleWeightAttribute : Attribute
{
    /// <summary>Read from the CSV column named like the parameter.</summary>
    public SampleWeightAttribute()
    {
    }

    /// <summary>Read from the named CSV column.</summary>
    public SampleWeightAttribute(string column) => Column = column;

    /// <summary>CSV column; null when it is named after the parameter.</summary>
    public string? Column { get; }
}
