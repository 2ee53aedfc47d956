namespace CarlemanCompiler;

/// <summary>
/// Marks the loss of one sample: a static method that returns <see cref="double"/>. Training takes the mean over the data set.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LossAttribute : Attribute;
