using Xunit.MicrosoftTestingPlatform;

namespace CarlemanCompiler.Petsc.Tests;

/// <summary>The tests; or, with <c>ranks FOLDER</c>, what mpirun starts for one of them.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["ranks", var folder])
        {
            RankProgram.Run(folder);
            return 0;
        }

        return await TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
    }
}
