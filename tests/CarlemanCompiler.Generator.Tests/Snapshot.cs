using System.Runtime.CompilerServices;

namespace CarlemanCompiler.Generator.Tests;

/// <summary>
/// Compares text with the file Class.Method.verified.cs beside the test, or with one of the documents. A difference leaves a file with
/// "received" in its name there: look at it and rename it when it is what is wanted.
/// </summary>
internal static class Snapshot
{
    public static void Match(string text, [CallerFilePath] string test = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(test)!, $"{Path.GetFileNameWithoutExtension(test)}.{method}");
        Compare(text, stem + ".verified.cs", stem + ".received.cs");
    }

    public static void MatchFile(string text, string path) =>
        Compare(text, path, Path.ChangeExtension(path, ".received" + Path.GetExtension(path)));

    private static void Compare(string text, string verified, string received)
    {
        string expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (expected != text)
        {
            File.WriteAllText(received, text);
        }
        else
        {
            File.Delete(received);
        }

        Assert.Equal(expected, text);
    }
}
