using System.CommandLine;
using CarlemanCompiler.Cli.Output;

namespace CarlemanCompiler.Cli.Commands;

/// <summary><c>carleman check</c>: sparsity, dissipation, size and circuit of a model, as the build says them in the editor.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var command = new Command("check", "Report how sparse, how dissipative and how large a model is, and what its circuit takes.");
        var model = new ModelOptions(command);
        command.SetAction(parsed =>
        {
            var check = ModelCheck.Of(model.Bind(parsed));
            var output = parsed.InvocationConfiguration.Output;
            if (model.Json(parsed))
            {
                JsonOutput.Write(output, CheckDocument.Of(check));
            }
            else
            {
                CheckTables.Print(output, check);
            }

            return 0;
        });
        return command;
    }
}
