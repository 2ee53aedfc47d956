using System.Runtime.CompilerServices;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Compares text with the file Class.Method.verified.cs beside the test. A difference leaves Class.Method.received.cs there: look at it
/// and rename it
/// when it is what is wanted.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(test)!, $"{Path.GetFileNameWithoutExtension(test)}.{method}");
        string verified = stem + ".verified.cs";
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected != text)
        {
            File.WriteAllText(stem + ".received.cs", text);
        }
        else
        {
            File.Delete(stem + ".received.cs");
        }

        Assert.Equal(expected, text);
    }
}
