namespace Understudy.Hardware.Modbus;

/// <summary>
/// The transaction ids of a link's replies that no request had, over its connections: a peer whose ids are always the
/// same shows only so. Ids count anew on each connection. Written by one thread at a time, read by any.
/// </summary>
internal sealed class StrayIds
{
    /// <summary>So many late replies in a row with one id: each request was sent once, so that it had one at most.
    /// </summary>
    private const int RepeatsMin = 2;

    private const int None = -1;

    private int _late = None;
    private int _lateInRow;
    private volatile int _repeated = None;
    private volatile int _before = None;

    /// <summary>The id that late replies have again and again; null: there is none.</summary>
    public ushort? Repeated => IdOf(_repeated);

    /// <summary>The id that ended the last connection that one ended; null: none did, or replies were proper since.
    /// </summary>
    public ushort? Before => IdOf(_before);

    /// <summary>A connection begins: what is late is so on one of them only.</summary>
    public void Connected()
    {
        if (_late != None) (_late, _lateInRow, _repeated) = (None, 0, None);
    }

    /// <summary>A reply came with an id that does not wait any more.</summary>
    public void Late(ushort id)
    {
        _lateInRow = id == _late ? _lateInRow + 1 : 1;
        _late = id;
        _repeated = _lateInRow >= RepeatsMin ? id : None;
    }

    /// <summary>A reply had the id of its request.</summary>
    public void Answered()
    {
        if (_before != None) _before = None;
        Connected();
    }

    /// <summary>A reply came with an id that no request had, which ends the connection.</summary>
    public void Unasked(ushort id) => _before = id;

    private static ushort? IdOf(int id) => id == None ? null : (ushort)id;
}
