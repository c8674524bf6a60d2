import uuid, pytest
from django.urls import get_resolver, reverse
from tests.pages import ROLES, Page
import tests.test_urls as t
from tests.test_urls import places, come_in, address
ARGS={"pupil":"pupil","round":"round","round_progress":"round","round_screen":"round","round_end":"round","round_go_on":"round","round_code":"round","round_changes":"round","join_choose":"code","mark":"round","meeting_send":"round","meeting_after":"round","year":"school year","school":"school","commit":"pupil","talk":"commitment","answer_offer":"commitment","hand_over":"commitment","end_commitment":"commitment","undo_commitment":"commitment","slip":"commitment","reply":"talk","concern":"concern","roll_plan":"import","roll_state":"import","roll_approve":"import","roll_sheet":"import","roll_template":"template","invite":"person","invitation":"secret","account_reset_password_from_key":"uid key"}
@pytest.mark.django_db
def test_gen(places):
    from django.db import transaction
    out={"G":[],"P":[]}
    names=[n for n in get_resolver().reverse_dict if isinstance(n,str)]
    for verb in "GP":
        for n in sorted(names):
            row=[]
            for who in ROLES:
                sid=transaction.savepoint()
                try:
                    c=come_in(who,places); c.raise_request_exception=False
                    a=reverse(n,args=[places[0].ids[x] for x in ARGS.get(n,"").split()])
                    row.append(str((c.get if verb=="G" else c.post)(a).status_code))
                except Exception as e: row.append("ERR"+type(e).__name__+str(e)[:80])
                transaction.savepoint_rollback(sid)
            out[verb].append(f'    page("{n}", "{ARGS.get(n,"")}", "{" ".join(row)}"),')
    open('/tmp/i_gen.txt','w').write("\n".join(out["G"])+"\n--\n"+"\n".join(out["P"]))
