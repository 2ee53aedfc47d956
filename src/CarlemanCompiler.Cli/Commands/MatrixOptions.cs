using System.CommandLine;
using CarlemanCompiler.Cli.Models;
using CarlemanCompiler.LinearAlgebra;

namespace CarlemanCompiler.Cli.Commands;

/// <summary>A x = b in the place of a model: <c>A.mtx</c> as the argument and <c>--rhs b.mtx</c>.</summary>
internal sealed class MatrixOptions
{
    private readonly ModelOptions model;

    private readonly Option<string?> rightHandSide = new("--rhs")
    {
        Description = "Right-hand side b.mtx where MODEL is a matrix A.mtx (the first unit vector by default).",
        HelpName = "FILE",
    };

    public MatrixOptions(Command command, ModelOptions model)
    {
        this.model = model;
        command.Add(rightHandSide);
    }

    /// <summary>The name of the matrix file; null where the argument is a model, or is not there.</summary>
    public string? File(ParseResult parsed) => SparseSystemFiles.IsMatrix(model.Name(parsed)) ? model.Name(parsed) : null;

    /// <summary>The system in the files.</summary>
    /// <exception cref="InputException">Options of a model beside a matrix, or files that are no square system.</exception>
    public (SparseMatrix A, double[] B) Read(ParseResult parsed)
    {
        model.RequireNone(parsed);
        return SparseSystemFiles.Read(model.Name(parsed)!, parsed.GetValue(rightHandSide));
    }
}
