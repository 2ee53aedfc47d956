namespace CarlemanCompiler.Generator.Diagnostics;

/// <summary>The last net: an exception that nobody expected becomes a diagnostic of its model and leaves the other models alone.</summary>
internal static class Unexpected
{
    public static Finding From(Exception exception) =>
        new(Descriptors.Unexpected.Id, Node: 0, [exception.GetType().Name, exception.Message.Replace("\r", "").Replace('\n', ' ')]);
}
